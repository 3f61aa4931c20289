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
    uint _m4;
    float _m5;
};

struct _143
{
    int _m0[1];
};

struct _200
{
    int _m0[1];
};

struct _240
{
    float _m0[1];
};

struct _265
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _282 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_282, 1u, 1u);

kernel void main0(constant _130& _132 [[buffer(0)]], const device _240& _242 [[buffer(2)]], const device _67& _69 [[buffer(3)]], const device _143& _145 [[buffer(4)]], const device _200& _202 [[buffer(5)]], device _265& _267 [[buffer(6)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    do
    {
        uint _122 = (gl_WorkGroupID.x * _119) + gl_LocalInvocationID.x;
        if (_122 >= _132._m3)
        {
            break;
        }
        uint _150 = uint(_145._m0[gl_WorkGroupID.z]);
        uint _163 = (((_150 % _132._m3) + _132._m3) - _122) % _132._m3;
        bool _169 = _163 <= _150;
        bool _184;
        if (_169)
        {
            bool _175 = _132._m4 == 0u;
            bool _183;
            if (!_175)
            {
                _183 = _163 < _132._m4;
            }
            else
            {
                _183 = _175;
            }
            _184 = _183;
        }
        else
        {
            _184 = _169;
        }
        float _367;
        if (_184)
        {
            uint _197 = ((gl_WorkGroupID.z * _132._m0) + gl_WorkGroupID.y) * _132._m2;
            uint _226 = ((((uint(_202._m0[gl_WorkGroupID.z]) * _132._m3) + _122) * _132._m1) + (gl_WorkGroupID.y / (_132._m0 / _132._m1))) * _132._m2;
            float _366;
            _366 = 0.0;
            float _255;
            for (uint _365 = 0u; _365 < _132._m2; _366 = _255, _365++)
            {
                uint _251 = _226 + _365;
                uint _304 = _251 / 2u;
                uint _325 = (_304 / 16u) * 17u;
                uint _330 = (_325 + 1u) + (_304 % 16u);
                int _354 = int(_69._m0[_330 / 2u] >> (16u * (_330 & 1u)));
                float2 _362 = float2(float(extract_bits(_354, uint(0), uint(8))), float(extract_bits(_354, uint(8), uint(8)))) * float2(as_type<half2>(_69._m0[_325 / 2u] >> (16u * (_325 & 1u)))).x;
                float _370;
                if ((_251 & 1u) == 0u)
                {
                    _370 = _362.x;
                }
                else
                {
                    _370 = _362.y;
                }
                _255 = fma(_242._m0[_197 + _365], _370, _366);
            }
            _367 = _132._m5 * _366;
        }
        else
        {
            _367 = as_type<float>(0xff800000u /* -inf */);
        }
        _267._m0[(((gl_WorkGroupID.z * _132._m0) + gl_WorkGroupID.y) * _132._m3) + _122] = _367;
        break;
    } while(false);
}

