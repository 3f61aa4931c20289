package grammar

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// SchemaOf returns the JSON Schema of the values that encoding/json reads into a type without loss: structs,
// maps with string keys, slices, arrays, pointers (or null), strings, booleans, numbers, time.Time, and
// json.RawMessage and any (any value). Field names and "-" come from the json tag; omitempty and omitzero make a
// field optional. A tag schema:"…" adds, separated by semicolons, a description and keywords:
//
//	Age  int    `json:"age" schema:"in years; minimum=0; maximum=150"`
//	Mood string `json:"mood" schema:"enum=good|bad"`
//
// The keywords are enum, pattern, format, minLength, maxLength, minimum, maximum, minItems and maxItems.
func SchemaOf(t reflect.Type) ([]byte, error) {
	if t == nil {
		return nil, &UnsupportedError{"nil", "type", "has no schema"}
	}
	r := &reflector{defs: &object{values: map[string]value{}}, names: map[reflect.Type]string{}, open: map[reflect.Type]bool{}}
	root, err := r.schema(t, t.String())
	if err != nil {
		return nil, err
	}
	if len(r.defs.names) > 0 {
		root.set("$defs", r.defs)
	}
	return []byte(writeJSON(root)), nil
}

func (o *object) set(name string, v value) *object {
	if o.values == nil {
		o.values = map[string]value{}
	}
	if _, ok := o.values[name]; !ok {
		o.names = append(o.names, name)
	}
	o.values[name] = v
	return o
}

// A reflector makes schemas of types. Recursive structs become definitions.
type reflector struct {
	defs  *object
	names map[reflect.Type]string // structs that a reference was made to
	open  map[reflect.Type]bool   // structs whose schema is being made
	depth int
}

var (
	timeType = reflect.TypeFor[time.Time]()
	rawType  = reflect.TypeFor[json.RawMessage]()
)

func typed(name string) *object { return new(object).set("type", name) }

func (r *reflector) schema(t reflect.Type, path string) (*object, error) {
	if r.depth++; r.depth > maxNesting {
		return nil, &LimitError{"types within types", maxNesting}
	}
	defer func() { r.depth-- }()
	switch t {
	case timeType:
		return typed("string").set("format", "date-time"), nil
	case rawType:
		return new(object), nil
	}
	switch t.Kind() {
	case reflect.Bool:
		return typed("boolean"), nil
	case reflect.String:
		return typed("string"), nil
	case reflect.Float32, reflect.Float64:
		return typed("number"), nil
	case reflect.Int8, reflect.Int16, reflect.Int32:
		limit := int64(1) << (t.Bits() - 1)
		return typed("integer").set("minimum", number(-limit)).set("maximum", number(limit-1)), nil
	case reflect.Uint8, reflect.Uint16, reflect.Uint32:
		return typed("integer").set("minimum", number(0)).set("maximum", number(int64(1)<<t.Bits()-1)), nil
	case reflect.Int, reflect.Int64: // up to 18 digits fit
		if t.Bits() == 32 {
			return typed("integer").set("minimum", number(-1<<31)).set("maximum", number(1<<31-1)), nil
		}
		return typed("integer"), nil
	case reflect.Uint, reflect.Uint64:
		o := typed("integer").set("minimum", number(0))
		if t.Bits() == 32 {
			o.set("maximum", number(1<<32-1))
		}
		return o, nil
	case reflect.Pointer:
		inner, err := r.schema(t.Elem(), path)
		if err != nil {
			return nil, err
		}
		return new(object).set("anyOf", []value{inner, typed("null")}), nil
	case reflect.Slice, reflect.Array:
		return r.array(t, path)
	case reflect.Map:
		if t.Key().Kind() != reflect.String {
			return nil, &UnsupportedError{path, t.String(), "a map's keys must be strings"}
		}
		inner, err := r.schema(t.Elem(), path+"[]")
		if err != nil {
			return nil, err
		}
		return typed("object").set("additionalProperties", inner), nil
	case reflect.Struct:
		return r.structure(t, path)
	case reflect.Interface:
		if t.NumMethod() == 0 {
			return new(object), nil
		}
	}
	return nil, &UnsupportedError{path, t.String(), "the type has no JSON Schema"}
}

func number(n int64) json.Number { return json.Number(strconv.FormatInt(n, 10)) }

func (r *reflector) array(t reflect.Type, path string) (*object, error) {
	if t.Elem().Kind() == reflect.Uint8 {
		return nil, &UnsupportedError{path, t.String(), "bytes are base64 in JSON, which a model cannot be expected to write"}
	}
	inner, err := r.schema(t.Elem(), path+"[]")
	if err != nil {
		return nil, err
	}
	o := typed("array").set("items", inner)
	if t.Kind() == reflect.Array {
		n := number(int64(t.Len()))
		o.set("minItems", n).set("maxItems", n)
	}
	return o, nil
}

// structure returns a struct's schema, or a reference to it within itself.
func (r *reflector) structure(t reflect.Type, path string) (*object, error) {
	if r.open[t] {
		name, ok := r.names[t]
		if !ok {
			name = strings.Map(func(c rune) rune {
				if c < 0x80 && wordByte(byte(c)) {
					return c
				}
				return '_'
			}, t.Name()) + "_" + strconv.Itoa(len(r.names))
			r.names[t] = name
			r.defs.set(name, nil)
		}
		return new(object).set("$ref", "#/$defs/"+name), nil
	}
	r.open[t] = true
	defer delete(r.open, t)
	properties, required := &object{values: map[string]value{}}, []value{}
	for _, f := range reflect.VisibleFields(t) {
		name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
		if !f.IsExported() && !f.Anonymous || name == "-" && rest == "" || len(f.Index) > 1 && !promoted(t, f) || f.Anonymous && name == "" && embedded(f.Type) {
			continue
		}
		if name == "" {
			name = f.Name
		}
		options := strings.Split(rest, ",")
		if slices.Contains(options, "string") {
			return nil, &UnsupportedError{path + "." + f.Name, "string", "the option of the json tag is not supported"}
		}
		s, err := r.schema(f.Type, path+"."+f.Name)
		if err == nil {
			err = annotate(s, f, path)
		}
		if err != nil {
			return nil, err
		}
		properties.set(name, s)
		if !slices.Contains(options, "omitempty") && !slices.Contains(options, "omitzero") {
			required = append(required, name)
		}
	}
	o := typed("object").set("properties", properties).set("required", required).set("additionalProperties", false)
	if name, ok := r.names[t]; ok {
		r.defs.set(name, o)
		return new(object).set("$ref", "#/$defs/"+name), nil
	}
	return o, nil
}

// embedded reports whether a field's own fields take its place.
func embedded(t reflect.Type) bool { return t.Kind() == reflect.Struct && t != timeType }

// promoted reports whether f, a field of an embedded struct, takes part: all structs on the way are
// embedded without a name.
func promoted(t reflect.Type, f reflect.StructField) bool {
	for _, i := range f.Index[:len(f.Index)-1] {
		if t.Kind() != reflect.Struct {
			return false
		}
		on := t.Field(i)
		if name, _, _ := strings.Cut(on.Tag.Get("json"), ","); name != "" || !embedded(on.Type) {
			return false
		}
		t = on.Type
	}
	return true
}

// annotate adds what a schema tag says.
func annotate(o *object, f reflect.StructField, path string) error {
	for _, part := range strings.Split(f.Tag.Get("schema"), ";") {
		part = strings.TrimSpace(part)
		word, arg, ok := strings.Cut(part, "=")
		switch {
		case part == "":
		case !ok:
			o.set("description", part)
		case word == "enum":
			list := []value{}
			for _, choice := range strings.Split(arg, "|") {
				if f.Type.Kind() == reflect.String {
					list = append(list, choice)
				} else {
					list = append(list, json.Number(choice))
				}
			}
			for _, other := range []string{"minimum", "maximum"} {
				if i := slices.Index(o.names, other); i >= 0 {
					o.names = slices.Delete(o.names, i, i+1)
					delete(o.values, other)
				}
			}
			o.set("enum", list)
		case word == "pattern" || word == "format":
			o.set(word, arg)
		case slices.Contains([]string{"minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"}, word):
			if !decimal.MatchString(arg) {
				return &UnsupportedError{path + "." + f.Name, word, fmt.Sprintf("%q is not a number", arg)}
			}
			o.set(word, json.Number(arg))
		default:
			return &UnsupportedError{path + "." + f.Name, word, "the keyword is not supported in a tag"}
		}
	}
	return nil
}
