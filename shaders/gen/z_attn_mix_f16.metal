#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _26
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _52 = SPIRV_CROSS_CONSTANT_ID_0;

struct _63
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
};

struct _88
{
    int _m0[1];
};

struct _123
{
    float _m0[1];
};

struct _157
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _174 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_174, 1u, 1u);

kernel void main0(constant _63& _65 [[buffer(0)]], const device _123& _125 [[buffer(2)]], const device _26& _28 [[buffer(3)]], const device _88& _90 [[buffer(4)]], device _157& _159 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    do
    {
        uint _55 = (gl_WorkGroupID.x * _52) + gl_LocalInvocationID.x;
        if (_55 >= _65._m2)
        {
            break;
        }
        uint _81 = (gl_WorkGroupID.z * _65._m0) + gl_WorkGroupID.y;
        uint _85 = _81 * _65._m3;
        uint _98 = uint(_90._m0[gl_WorkGroupID.z]) * _65._m3;
        uint _107 = gl_WorkGroupID.y / (_65._m0 / _65._m1);
        float _203;
        _203 = 0.0;
        float _205;
        for (uint _202 = 0u; _202 < _65._m3; _203 = _205, _202++)
        {
            uint _128 = _85 + _202;
            if (_125._m0[_128] != 0.0)
            {
                uint _149 = ((((_98 + _202) * _65._m1) + _107) * _65._m2) + _55;
                _205 = fma(_125._m0[_128], float2(as_type<half2>(_28._m0[_149 / 2u] >> (16u * (_149 & 1u)))).x, _203);
            }
            else
            {
                _205 = _203;
            }
        }
        _159._m0[(_81 * _65._m2) + _55] = _203;
        break;
    } while(false);
}

