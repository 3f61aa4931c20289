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
    uint _m4;
    float _m5;
};

struct _77
{
    int _m0[1];
};

struct _135
{
    int _m0[1];
};

struct _175
{
    float _m0[1];
};

struct _200
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _217 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_217, 1u, 1u);

kernel void main0(constant _63& _65 [[buffer(0)]], const device _175& _177 [[buffer(2)]], const device _26& _28 [[buffer(3)]], const device _77& _79 [[buffer(4)]], const device _135& _137 [[buffer(5)]], device _200& _202 [[buffer(6)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    do
    {
        uint _55 = (gl_WorkGroupID.x * _52) + gl_LocalInvocationID.x;
        if (_55 >= _65._m3)
        {
            break;
        }
        uint _84 = uint(_79._m0[gl_WorkGroupID.z]);
        uint _97 = (((_84 % _65._m3) + _65._m3) - _55) % _65._m3;
        bool _104 = _97 <= _84;
        bool _119;
        if (_104)
        {
            bool _110 = _65._m4 == 0u;
            bool _118;
            if (!_110)
            {
                _118 = _97 < _65._m4;
            }
            else
            {
                _118 = _110;
            }
            _119 = _118;
        }
        else
        {
            _119 = _104;
        }
        float _247;
        if (_119)
        {
            uint _132 = ((gl_WorkGroupID.z * _65._m0) + gl_WorkGroupID.y) * _65._m2;
            uint _161 = ((((uint(_137._m0[gl_WorkGroupID.z]) * _65._m3) + _55) * _65._m1) + (gl_WorkGroupID.y / (_65._m0 / _65._m1))) * _65._m2;
            float _246;
            _246 = 0.0;
            for (uint _245 = 0u; _245 < _65._m2; )
            {
                uint _186 = _161 + _245;
                _246 = fma(_177._m0[_132 + _245], float2(as_type<half2>(_28._m0[_186 / 2u] >> (16u * (_186 & 1u)))).x, _246);
                _245++;
                continue;
            }
            _247 = _65._m5 * _246;
        }
        else
        {
            _247 = as_type<float>(0xff800000u /* -inf */);
        }
        _202._m0[(((gl_WorkGroupID.z * _65._m0) + gl_WorkGroupID.y) * _65._m3) + _55] = _247;
        break;
    } while(false);
}

