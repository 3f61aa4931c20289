#!/usr/bin/env python3
"""Renders conversations with FunctionGemma's published template, for model/chat/testdata/functiongemma.json.

usage: ci/make_functiongemma.py chat_template.jinja > model/chat/testdata/functiongemma.json

The template is the chat_template.jinja of https://huggingface.co/google/functiongemma-270m-it, which is not part of
this repository. The first case is the documented one:
https://ai.google.dev/gemma/docs/functiongemma/full-function-calling-sequence-with-functiongemma
(where a "}}" is printed as "} }" by the site's own templates, in Python's output as well)."""
import json
import sys

from jinja2.sandbox import ImmutableSandboxedEnvironment

TRIGGER = "You are a model that can do function calling with the following functions"
WEATHER = {
    "name": "get_current_weather",
    "description": "Gets the current weather in a given location.",
    "parameters": {
        "type": "object",
        "properties": {
            "location": {"type": "string", "description": 'The city and state, e.g. "San Francisco, CA" or "Tokyo, JP"'},
            "unit": {"type": "string", "description": "The unit to return the temperature in.", "enum": ["celsius", "fahrenheit"]},
        },
        "required": ["location"],
    },
}
ORDER = {
    "name": "shop.order-2",
    "description": "Orders {things}, é 漢.",
    "parameters": {
        "type": "object",
        "properties": {
            "count": {"type": "integer"},
            "Address": {
                "type": "object",
                "description": "where to",
                "properties": {"zip": {"type": "string"}, "lines": {"type": "array", "items": {"type": "string"}}},
                "required": ["zip"],
            },
            "rows": {
                "type": "array",
                "description": "what",
                "items": {
                    "type": "object",
                    "description": "a row",
                    "properties": {"sku": {"type": "string", "enum": ["a", "b"]}, "n": {"type": "number", "description": "how many"}},
                    "required": ["sku", "n"],
                    "maxItems": 3,
                    "x": {"b": True, "a": [1, 2.5, None]},
                },
            },
            "grid": {"type": "array", "items": {"type": "array", "items": {"type": ["integer", "null"]}}},
            "either": {"type": ["string", "null"], "description": "one"},
            "gift": {"type": "boolean", "description": ""},
            "kinds": {"type": "array", "items": {"type": ["string", "null"]}},
            "free": {"type": "array"},
        },
    },
}
NOW = {"name": "now", "description": "The time."}
ASK = {"role": "user", "content": "Hey, what's the weather in Tokyo right now?"}
CALL = {"role": "assistant", "calls": [{"name": "get_current_weather", "arguments": {"location": "Tokyo, Japan"}}]}
REPLY = {"role": "tool", "responses": [{"name": "get_current_weather", "value": {"temperature": 15, "weather": "sunny"}}]}
SAY = {"role": "assistant", "content": "The current weather in Tokyo is sunny with a temperature of 15 degrees Celsius."}
DEV = {"role": "developer", "content": TRIGGER}
ODD = {"z": -0.5, "a": 1e20, "b": 1.5e-7, "C": [True, False, None, [], {}], "d": {"y": 'say "{hi}", é\n', "X": 15.0, "w": 12345678901234567890}}

CASES = [
    ([DEV, ASK, CALL, REPLY, SAY], [WEATHER], False),
    ([DEV, ASK], [WEATHER], True),
    ([DEV, ASK, CALL, REPLY], [WEATHER], True),
    ([DEV, ASK, CALL], [WEATHER], False),
    ([ASK], [], True),
    ([{"role": "system", "content": " \n You are terse. \n"}, {"role": "user", "content": " hi \t"}, {"role": "assistant", "content": "\nhello "}, ASK], [], True),
    ([DEV, ASK], [ORDER, NOW, WEATHER], True),
    ([DEV, ASK, {"role": "assistant", "content": " Let me see. ", "calls": [
        {"name": "shop.order-2", "arguments": ODD}, {"name": "now", "arguments": {}}]},
      {"role": "tool", "responses": [{"name": "shop.order-2", "value": ODD}, {"name": "now", "value": {"value": "12:00"}}]}, SAY, ASK], [ORDER, NOW], True),
    ([DEV, ASK, CALL, REPLY, {"role": "user", "content": "And in Kyoto?"}], [WEATHER], True),
    ([DEV, ASK, CALL, REPLY, CALL, REPLY, REPLY], [WEATHER], True),
    ([DEV, ASK, {"role": "model", "content": "?"}, {"role": "developer", "content": "Be kind."}, ASK], [NOW], True),
]


def published(message):
    """Puts a message into the form that the template wants."""
    out = {k: v for k, v in message.items() if k in ("role", "content")}
    if "calls" in message:
        out["tool_calls"] = [{"type": "function", "function": c} for c in message["calls"]]
    if "responses" in message:
        out["content"] = [{"name": r["name"], "response": r["value"]} for r in message["responses"]]
    return out


def fail(message):
    raise ValueError(message)


env = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
env.globals["raise_exception"] = fail
template = env.from_string(open(sys.argv[1], encoding="utf-8").read())
cases = []
for messages, tools, prompt in CASES:
    text = template.render(messages=[published(m) for m in messages], tools=[{"type": "function", "function": t} for t in tools],
                           bos_token="<bos>", add_generation_prompt=prompt)
    cases.append({"messages": messages, "tools": tools, "prompt": prompt, "text": text})
json.dump({"source": "google/functiongemma-270m-it chat_template.jinja by ci/make_functiongemma.py", "cases": cases},
          sys.stdout, ensure_ascii=False, indent=1)
print()
