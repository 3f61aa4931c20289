#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _28
{
    uint _m0[1];
};

struct _42
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
};

struct _51
{
    uint _m0[1];
};

struct _133
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _152 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_152, 1u, 1u);

kernel void main0(constant _42& _44 [[buffer(0)]], const device _28& _30 [[buffer(2)]], device _51& _53 [[buffer(3)]], device _133& _135 [[buffer(4)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]])
{
    do
    {
        if (gl_LocalInvocationID.x > 0u)
        {
            break;
        }
        bool _36 = _30._m0[0] != 0u;
        bool _49;
        if (_36)
        {
            _49 = _30._m0[6] <= _44._m0;
        }
        else
        {
            _49 = _36;
        }
        uint _167;
        if (_49)
        {
            _167 = ((_30._m0[6] + _44._m1) - 1u) / _44._m1;
        }
        else
        {
            _167 = 0u;
        }
        _53._m0[0] = _167;
        for (uint _168 = 1u; _168 <= _44._m2; _168++)
        {
            uint _171;
            if (_49)
            {
                _171 = 0u;
            }
            else
            {
                uint _170;
                if (_168 < _44._m2)
                {
                    _170 = _44._m3;
                }
                else
                {
                    _170 = _44._m4;
                }
                _171 = _170;
            }
            _53._m0[3u * _168] = _171;
        }
        for (uint _169 = 0u; _169 <= _44._m2; )
        {
            uint _122 = 3u * _169;
            _53._m0[_122 + 2u] = 1u;
            _53._m0[_122 + 1u] = 1u;
            _169++;
            continue;
        }
        int _137 = _49 ? 0 : 1;
        _135._m0[_137]++;
        if (_49)
        {
            _135._m0[2] += _30._m0[6];
        }
        break;
    } while(false);
}

