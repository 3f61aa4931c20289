#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _24 = SPIRV_CROSS_CONSTANT_ID_0;

struct _29
{
    uint _m0;
};

constant uint _38 = (_24 * 16u);

struct _67
{
    float _m0[1];
};

struct _72
{
    float _m0[1];
};

struct _80
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _91 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_91, 1u, 1u);

kernel void main0(constant _29& _31 [[buffer(0)]], const device _72& _74 [[buffer(2)]], const device _80& _82 [[buffer(3)]], device _67& _69 [[buffer(4)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    uint _27 = (gl_WorkGroupID.x * _24) * 16u;
    uint _40 = min(_31._m0, (_27 + _38));
    uint _47 = gl_WorkGroupID.y * _31._m0;
    uint _51 = _27 + gl_LocalInvocationID.x;
    for (uint _101 = _51; _101 < _40; )
    {
        uint _64 = _47 + _101;
        _69._m0[_64] = _74._m0[_64] * _82._m0[_64];
        _101 += _24;
        continue;
    }
}

