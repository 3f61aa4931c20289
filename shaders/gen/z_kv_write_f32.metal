#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _28
{
    int _m0[1];
};

struct _37
{
    uint _m0;
    uint _m1;
};

struct _46
{
    int _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _60 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _68 = (_60 * 16u);

struct _94
{
    float _m0[1];
};

struct _104
{
    float _m0[1];
};

constant uint _112 = (1u * _60);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _116 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_116, 1u, 1u);

kernel void main0(constant _37& _39 [[buffer(0)]], device _94& _96 [[buffer(2)]], const device _104& _106 [[buffer(3)]], const device _46& _48 [[buffer(4)]], const device _28& _30 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    uint _56 = (uint(_30._m0[gl_WorkGroupID.y]) * _39._m1) + (uint(_48._m0[gl_WorkGroupID.y]) % _39._m1);
    uint _63 = (gl_WorkGroupID.x * _60) * 16u;
    uint _70 = min(_39._m0, (_63 + _68));
    uint _75 = _63 + gl_LocalInvocationID.x;
    for (uint _126 = _75; _126 < _70; )
    {
        _96._m0[(_56 * _39._m0) + _126] = _106._m0[(gl_WorkGroupID.y * _39._m0) + _126];
        _126 += _112;
        continue;
    }
}

