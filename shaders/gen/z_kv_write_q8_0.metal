#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _112
{
    float _m0[1];
};

struct _241
{
    uint _m0[1];
};

struct _266
{
    int _m0[1];
};

struct _274
{
    uint _m0;
    uint _m1;
};

struct _282
{
    int _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _296 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _304 = (_296 * 16u);
constant uint _337 = (64u * _296);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _341 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_341, 1u, 1u);

kernel void main0(constant _274& _276 [[buffer(0)]], device _241& _243 [[buffer(2)]], const device _112& _114 [[buffer(3)]], const device _282& _284 [[buffer(4)]], const device _266& _268 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    uint _292 = (uint(_268._m0[gl_WorkGroupID.y]) * _276._m1) + (uint(_284._m0[gl_WorkGroupID.y]) % _276._m1);
    uint _299 = (gl_WorkGroupID.x * _296) * 16u;
    uint _306 = min(_276._m0, (_299 + _304));
    uint _311 = _299 + (64u * gl_LocalInvocationID.x);
    for (uint _566 = _311; _566 < _306; _566 += _337)
    {
        uint _326 = (gl_WorkGroupID.y * _276._m0) + _566;
        uint _377 = (((_292 * _276._m0) + _566) / 64u) * 17u;
        uint _580;
        uint _587;
        for (uint _567 = 0u, _582 = 0u, _589 = 0u; _567 < 2u; _567++, _589 = _587, _582 = _580)
        {
            uint _386 = _326 + (32u * _567);
            float _570;
            _570 = 0.0;
            for (uint _569 = 0u; _569 < 32u; )
            {
                uint _456 = _386 + _569;
                _570 = max(_570, max(_114._m0[_456], -_114._m0[_456]));
                _569++;
                continue;
            }
            float _473 = min(_570 * 0.0078740157186985015869140625, 65504.0);
            _587 = _589;
            _580 = _582;
            uint _615;
            for (uint _571 = 0u; _571 < 17u; _587 = _615, _580++, _571++)
            {
                uint _399 = _386 + (2u * _571);
                uint _577;
                if (_571 == 0u)
                {
                    uint _576;
                    do
                    {
                        uint _482 = as_type<uint>(_473);
                        uint _485 = (_482 >> uint(16)) & 32768u;
                        uint _487 = _482 & 2147483647u;
                        if (_487 >= 1199570944u)
                        {
                            _576 = _485 | ((_487 > 2139095040u) ? 32256u : 31744u);
                            break;
                        }
                        if (_487 < 947912704u)
                        {
                            _576 = _485 | (as_type<uint>(as_type<float>(_487) + 0.5) - 1056964608u);
                            break;
                        }
                        _576 = _485 | (((_487 + 3355447295u) + ((_487 >> uint(13)) & 1u)) >> uint(13));
                        break;
                    } while(false);
                    _577 = _576;
                }
                else
                {
                    bool _525 = _473 > 9.9999999392252902907785028219223e-09;
                    float _574;
                    if (_525)
                    {
                        _574 = _114._m0[_399 - 2u] * (1.0 / _473);
                    }
                    else
                    {
                        _574 = 0.0;
                    }
                    float _575;
                    if (_525)
                    {
                        _575 = _114._m0[_399 + 4294967295u] * (1.0 / _473);
                    }
                    else
                    {
                        _575 = 0.0;
                    }
                    _577 = (uint(int(rint(min(max(_574, -127.0), 127.0)))) & 255u) | ((uint(int(rint(min(max(_575, -127.0), 127.0)))) & 255u) << uint(8));
                }
                bool _420 = (_580 & 1u) == 0u;
                if (_420)
                {
                }
                else
                {
                    _243._m0[_377 + (_580 / 2u)] = _587 | (_577 << uint(16));
                }
                _615 = _420 ? _577 : _587;
            }
        }
    }
}

