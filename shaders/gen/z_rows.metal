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

struct _47
{
    int _m0[1];
};

struct _72
{
    uint _m0[1];
};

struct _82
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _95 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_95, 1u, 1u);

kernel void main0(constant _29& _31 [[buffer(0)]], const device _82& _84 [[buffer(2)]], const device _47& _49 [[buffer(3)]], device _72& _74 [[buffer(4)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    uint _27 = (gl_WorkGroupID.x * _24) * 16u;
    uint _40 = min(_31._m0, (_27 + _38));
    uint _57 = uint(_49._m0[gl_WorkGroupID.y]) * _31._m0;
    uint _61 = _27 + gl_LocalInvocationID.x;
    for (uint _105 = _61; _105 < _40; )
    {
        _74._m0[(gl_WorkGroupID.y * _31._m0) + _105] = _84._m0[_57 + _105];
        _105 += _24;
        continue;
    }
}

