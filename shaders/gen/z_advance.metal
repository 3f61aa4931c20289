#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _30
{
    uint _m0[1];
};

struct _49
{
    uint _m0[1];
};

struct _74
{
    uint _m0;
};

struct _274
{
    int _m0[1];
};

struct _282
{
    int _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _290 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_290, 1u, 1u);
constant uint _541 = {};

kernel void main0(constant _74& _76 [[buffer(0)]], const device _30& _32 [[buffer(2)]], device _274& _276 [[buffer(3)]], device _282& _284 [[buffer(4)]], device _49& _51 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]])
{
    do
    {
        if (gl_LocalInvocationID.x > 0u)
        {
            break;
        }
        uint _227 = _51._m0[0];
        uint _233 = 2u * _76._m0;
        uint _235 = _227 * (1u + _233);
        uint _535;
        do
        {
            float _340 = as_type<float>(_51._m0[2]);
            float _343 = as_type<float>(_51._m0[3]);
            float _346 = as_type<float>(_51._m0[4]);
            if (_340 == 0.0)
            {
                _535 = 0u;
                break;
            }
            uint _355 = min(_76._m0, _51._m0[1]);
            float _482 = as_type<float>(_32._m0[1u]);
            float _517;
            _517 = 0.0;
            for (uint _515 = 0u; _515 < _355; )
            {
                _517 += exp(as_type<float>(_32._m0[(2u * _515) + 1u]) - _482);
                _515++;
                continue;
            }
            float _377 = _343 * _517;
            uint _519;
            _519 = _355;
            float _391;
            uint _545;
            uint _518 = 0u;
            float _532 = 0.0;
            for (; _518 < _519; _532 = _391, _519 = _545, _518++)
            {
                float _388 = exp(as_type<float>(_32._m0[(2u * _518) + 1u]) - _482);
                _391 = _532 + _388;
                if ((_518 > 0u) && (_388 < _346))
                {
                    _545 = _518;
                }
                else
                {
                    uint _546;
                    if (((_343 > 0.0) && (_343 < 1.0)) && (_391 >= _377))
                    {
                        _546 = _518 + 1u;
                    }
                    else
                    {
                        _546 = _519;
                    }
                    _545 = _546;
                }
            }
            float _522;
            _522 = 0.0;
            for (uint _520 = 0u; _520 < _519; )
            {
                _522 += exp((as_type<float>(_32._m0[(2u * _520) + 1u]) - _482) / _340);
                _520++;
                continue;
            }
            float _444 = as_type<float>(_51._m0[5u + _227]) * _522;
            float _459;
            bool _526;
            uint _536;
            uint _523 = 0u;
            float _525 = _444;
            for (;;)
            {
                if (_523 < _519)
                {
                    _459 = _525 - exp((as_type<float>(_32._m0[(2u * _523) + 1u]) - _482) / _340);
                    if (_459 < 0.0)
                    {
                        _536 = _523;
                        _526 = true;
                        break;
                    }
                    _525 = _459;
                    _523++;
                    continue;
                }
                else
                {
                    _536 = _541;
                    _526 = false;
                    break;
                }
            }
            if (_526)
            {
                _535 = _536;
                break;
            }
            _535 = _519 - 1u;
            break;
        } while(false);
        uint _245 = uint(as_type<float>(_32._m0[2u * _535]));
        _51._m0[13u + _235] = _245;
        for (uint _544 = 0u; _544 < _233; )
        {
            _51._m0[(_235 + 14u) + _544] = _32._m0[_544];
            _544++;
            continue;
        }
        _51._m0[0] = _227 + 1u;
        _276._m0[0] = int(_245);
        _284._m0[0]++;
        break;
    } while(false);
}

