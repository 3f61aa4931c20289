// Shared by every shader. The generator puts the version, the variant's macros and, for Vulkan, the
// subgroup extension in front; a `#version 430` prologue that defines WG and the other constants makes
// the same text an OpenGL shader.
//
// Binding 0 is reserved for parameters (push constants in Vulkan), binding 1 holds the live counts of
// the step, an op's arguments follow in order and its result comes last.
#ifdef VULKAN
#define PARAMS layout(push_constant) uniform Params
#define SPEC(ID, NAME, VALUE) layout(constant_id = ID) const uint NAME = VALUE;
#define UNROLL [[unroll]]
SPEC(0, WG, 32)           // invocations of a work group, a power of two
SPEC(1, ONE_SUBGROUP, 0)  // 1 if a work group is always exactly one subgroup
layout(local_size_x_id = 0) in;
#else
#define PARAMS layout(std140, binding = 0) uniform Params
#define SPEC(ID, NAME, VALUE)
#define UNROLL
layout(local_size_x = WG) in;
#endif

#define BUFFER(BINDING, NAME, TYPE, ARRAY) layout(std430, binding = BINDING) restrict readonly buffer NAME { TYPE ARRAY[]; };
#define RESULT(BINDING, NAME, TYPE, ARRAY) layout(std430, binding = BINDING) restrict buffer NAME { TYPE ARRAY[]; };

// live[0] is T, live[1] is R.
BUFFER(1, Step, uint, live)

uint lane() { return gl_LocalInvocationID.x; }

#ifdef REDUCE
shared float partial[WG];

// reduce_add returns the sum of v over the work group, in an order that depends on nothing but WG.
// Every invocation must call it.
float reduce_add(float v) {
#ifdef SUBGROUP
    v = subgroupAdd(v);
    if (ONE_SUBGROUP == 1) return v;
    barrier();
    if (subgroupElect()) partial[gl_SubgroupID] = v;
    barrier();
    float sum = partial[0];
    for (uint i = 1; i < gl_NumSubgroups; i++) sum += partial[i];
    return sum;
#else
    barrier();
    partial[lane()] = v;
    barrier();
    for (uint n = WG / 2; n > 0; n /= 2) {
        if (lane() < n) partial[lane()] += partial[lane() + n];
        barrier();
    }
    return partial[0];
#endif
}

// reduce_max returns the largest v of the work group.
float reduce_max(float v) {
#ifdef SUBGROUP
    v = subgroupMax(v);
    if (ONE_SUBGROUP == 1) return v;
    barrier();
    if (subgroupElect()) partial[gl_SubgroupID] = v;
    barrier();
    float top = partial[0];
    for (uint i = 1; i < gl_NumSubgroups; i++) top = max(top, partial[i]);
    return top;
#else
    barrier();
    partial[lane()] = v;
    barrier();
    for (uint n = WG / 2; n > 0; n /= 2) {
        if (lane() < n) partial[lane()] = max(partial[lane()], partial[lane() + n]);
        barrier();
    }
    return partial[0];
#endif
}
#endif
