#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _26
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _41 = SPIRV_CROSS_CONSTANT_ID_0;

struct _54
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
};

struct _79
{
    int _m0[1];
};

struct _114
{
    float _m0[1];
};

struct _147
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _164 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_164, 1u, 1u);

kernel void main0(constant _54& _56 [[buffer(0)]], const device _114& _116 [[buffer(2)]], const device _26& _28 [[buffer(3)]], const device _79& _81 [[buffer(4)]], device _147& _149 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    do
    {
        uint _44 = (gl_WorkGroupID.x * _41) + gl_LocalInvocationID.x;
        if (_44 >= _56._m2)
        {
            break;
        }
        uint _72 = (gl_WorkGroupID.z * _56._m0) + gl_WorkGroupID.y;
        uint _76 = _72 * _56._m3;
        uint _89 = uint(_81._m0[gl_WorkGroupID.z]) * _56._m3;
        uint _98 = gl_WorkGroupID.y / (_56._m0 / _56._m1);
        float _186;
        _186 = 0.0;
        float _188;
        for (uint _185 = 0u; _185 < _56._m3; _186 = _188, _185++)
        {
            uint _119 = _76 + _185;
            if (_116._m0[_119] != 0.0)
            {
                _188 = fma(_116._m0[_119], _28._m0[((((_89 + _185) * _56._m1) + _98) * _56._m2) + _44], _186);
            }
            else
            {
                _188 = _186;
            }
        }
        _149._m0[(_72 * _56._m2) + _44] = _186;
        break;
    } while(false);
}

