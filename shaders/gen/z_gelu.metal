#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _51 = SPIRV_CROSS_CONSTANT_ID_0;

struct _56
{
    uint _m0;
};

constant uint _65 = (_51 * 16u);

struct _93
{
    float _m0[1];
};

struct _98
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _111 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_111, 1u, 1u);

kernel void main0(constant _56& _58 [[buffer(0)]], const device _98& _100 [[buffer(2)]], device _93& _95 [[buffer(3)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    uint _54 = (gl_WorkGroupID.x * _51) * 16u;
    uint _67 = min(_58._m0, (_54 + _65));
    uint _74 = gl_WorkGroupID.y * _58._m0;
    uint _78 = _54 + gl_LocalInvocationID.x;
    for (uint _138 = _78; _138 < _67; )
    {
        uint _91 = _74 + _138;
        _95._m0[_91] = _100._m0[_91] / (1.0 + exp(fma((0.0447149984538555145263671875 * _100._m0[_91]) * _100._m0[_91], _100._m0[_91], _100._m0[_91]) * (-1.5957691669464111328125)));
        _138 += _51;
        continue;
    }
}

