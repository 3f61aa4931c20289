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
    uint _m4;
    float _m5;
};

struct _68
{
    int _m0[1];
};

struct _126
{
    int _m0[1];
};

struct _166
{
    float _m0[1];
};

struct _190
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _207 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_207, 1u, 1u);

kernel void main0(constant _54& _56 [[buffer(0)]], const device _166& _168 [[buffer(2)]], const device _26& _28 [[buffer(3)]], const device _68& _70 [[buffer(4)]], const device _126& _128 [[buffer(5)]], device _190& _192 [[buffer(6)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    do
    {
        uint _44 = (gl_WorkGroupID.x * _41) + gl_LocalInvocationID.x;
        if (_44 >= _56._m3)
        {
            break;
        }
        uint _75 = uint(_70._m0[gl_WorkGroupID.z]);
        uint _88 = (((_75 % _56._m3) + _56._m3) - _44) % _56._m3;
        bool _95 = _88 <= _75;
        bool _110;
        if (_95)
        {
            bool _101 = _56._m4 == 0u;
            bool _109;
            if (!_101)
            {
                _109 = _88 < _56._m4;
            }
            else
            {
                _109 = _101;
            }
            _110 = _109;
        }
        else
        {
            _110 = _95;
        }
        float _230;
        if (_110)
        {
            uint _123 = ((gl_WorkGroupID.z * _56._m0) + gl_WorkGroupID.y) * _56._m2;
            uint _152 = ((((uint(_128._m0[gl_WorkGroupID.z]) * _56._m3) + _44) * _56._m1) + (gl_WorkGroupID.y / (_56._m0 / _56._m1))) * _56._m2;
            float _229;
            _229 = 0.0;
            for (uint _228 = 0u; _228 < _56._m2; )
            {
                _229 = fma(_168._m0[_123 + _228], _28._m0[_152 + _228], _229);
                _228++;
                continue;
            }
            _230 = _56._m5 * _229;
        }
        else
        {
            _230 = as_type<float>(0xff800000u /* -inf */);
        }
        _192._m0[(((gl_WorkGroupID.z * _56._m0) + gl_WorkGroupID.y) * _56._m3) + _44] = _230;
        break;
    } while(false);
}

