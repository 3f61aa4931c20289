#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _27
{
    float _m0[1];
};

struct _34
{
    float _m0[1];
};

struct _49
{
    int _m0[1];
};

struct _57
{
    uint _m0;
    uint _m1;
};

struct _66
{
    int _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _80 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _88 = (_80 * 16u);
constant uint _122 = (1u * _80);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _126 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_126, 1u, 1u);

kernel void main0(constant _57& _59 [[buffer(0)]], device _27& _29 [[buffer(2)]], const device _34& _36 [[buffer(3)]], const device _66& _68 [[buffer(4)]], const device _49& _51 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    uint _76 = (uint(_51._m0[gl_WorkGroupID.y]) * _59._m1) + (uint(_68._m0[gl_WorkGroupID.y]) % _59._m1);
    uint _83 = (gl_WorkGroupID.x * _80) * 16u;
    uint _90 = min(_59._m0, (_83 + _88));
    uint _95 = _83 + gl_LocalInvocationID.x;
    for (uint _142 = _95; _142 < _90; )
    {
        _29._m0[(_76 * _59._m0) + _142] = _36._m0[(gl_WorkGroupID.y * _59._m0) + _142];
        _142 += _122;
        continue;
    }
}

