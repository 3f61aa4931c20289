#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _67
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _119 = SPIRV_CROSS_CONSTANT_ID_0;

struct _130
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
};

struct _154
{
    int _m0[1];
};

struct _188
{
    float _m0[1];
};

struct _222
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _239 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_239, 1u, 1u);

kernel void main0(constant _130& _132 [[buffer(0)]], const device _188& _190 [[buffer(2)]], const device _67& _69 [[buffer(3)]], const device _154& _156 [[buffer(4)]], device _222& _224 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    do
    {
        uint _122 = (gl_WorkGroupID.x * _119) + gl_LocalInvocationID.x;
        if (_122 >= _132._m2)
        {
            break;
        }
        uint _147 = (gl_WorkGroupID.z * _132._m0) + gl_WorkGroupID.y;
        uint _151 = _147 * _132._m3;
        uint _164 = uint(_156._m0[gl_WorkGroupID.z]) * _132._m3;
        uint _173 = gl_WorkGroupID.y / (_132._m0 / _132._m1);
        float _323;
        _323 = 0.0;
        float _328;
        for (uint _322 = 0u; _322 < _132._m3; _323 = _328, _322++)
        {
            uint _193 = _151 + _322;
            if (_190._m0[_193] != 0.0)
            {
                uint _214 = ((((_164 + _322) * _132._m1) + _173) * _132._m2) + _122;
                uint _261 = _214 / 2u;
                uint _282 = (_261 / 16u) * 17u;
                uint _287 = (_282 + 1u) + (_261 % 16u);
                int _311 = int(_69._m0[_287 / 2u] >> (16u * (_287 & 1u)));
                float2 _319 = float2(float(extract_bits(_311, uint(0), uint(8))), float(extract_bits(_311, uint(8), uint(8)))) * float2(as_type<half2>(_69._m0[_282 / 2u] >> (16u * (_282 & 1u)))).x;
                float _324;
                if ((_214 & 1u) == 0u)
                {
                    _324 = _319.x;
                }
                else
                {
                    _324 = _319.y;
                }
                _328 = fma(_190._m0[_193], _324, _323);
            }
            else
            {
                _328 = _323;
            }
        }
        _224._m0[(_147 * _132._m2) + _122] = _323;
        break;
    } while(false);
}

