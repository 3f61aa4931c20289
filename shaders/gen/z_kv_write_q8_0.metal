#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _112
{
    float _m0[1];
};

struct _236
{
    uint _m0[1];
};

struct _261
{
    int _m0[1];
};

struct _269
{
    uint _m0;
    uint _m1;
};

struct _277
{
    int _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _291 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _299 = (_291 * 16u);
constant uint _335 = (64u * _291);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _339 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_339, 1u, 1u);

kernel void main0(constant _269& _271 [[buffer(0)]], device _236& _238 [[buffer(2)]], const device _112& _114 [[buffer(3)]], const device _277& _279 [[buffer(4)]], const device _261& _263 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    uint _287 = (uint(_263._m0[gl_WorkGroupID.y]) * _271._m1) + (uint(_279._m0[gl_WorkGroupID.y]) % _271._m1);
    uint _294 = (gl_WorkGroupID.x * _291) * 16u;
    uint _301 = min(_271._m0, (_294 + _299));
    uint _307 = _294 + (64u * gl_LocalInvocationID.x);
    for (uint _560 = _307; _560 < _301; _560 += _335)
    {
        uint _322 = (gl_WorkGroupID.y * _271._m0) + _560;
        uint _330 = (((_287 * _271._m0) + _560) / 64u) * 17u;
        uint _574;
        uint _581;
        for (uint _561 = 0u, _576 = 0u, _583 = 0u; _561 < 2u; _561++, _583 = _581, _576 = _574)
        {
            uint _380 = _322 + (32u * _561);
            float _564;
            _564 = 0.0;
            for (uint _563 = 0u; _563 < 32u; )
            {
                uint _450 = _380 + _563;
                _564 = max(_564, max(_114._m0[_450], -_114._m0[_450]));
                _563++;
                continue;
            }
            float _467 = min(_564 * 0.0078740157186985015869140625, 65504.0);
            _581 = _583;
            _574 = _576;
            uint _609;
            for (uint _565 = 0u; _565 < 17u; _581 = _609, _574++, _565++)
            {
                uint _393 = _380 + (2u * _565);
                uint _571;
                if (_565 == 0u)
                {
                    uint _570;
                    do
                    {
                        uint _476 = as_type<uint>(_467);
                        uint _479 = (_476 >> uint(16)) & 32768u;
                        uint _481 = _476 & 2147483647u;
                        if (_481 >= 1199570944u)
                        {
                            _570 = _479 | ((_481 > 2139095040u) ? 32256u : 31744u);
                            break;
                        }
                        if (_481 < 947912704u)
                        {
                            _570 = _479 | (as_type<uint>(as_type<float>(_481) + 0.5) - 1056964608u);
                            break;
                        }
                        _570 = _479 | (((_481 + 3355447295u) + ((_481 >> uint(13)) & 1u)) >> uint(13));
                        break;
                    } while(false);
                    _571 = _570;
                }
                else
                {
                    bool _519 = _467 > 9.9999999392252902907785028219223e-09;
                    float _568;
                    if (_519)
                    {
                        _568 = _114._m0[_393 - 2u] * (1.0 / _467);
                    }
                    else
                    {
                        _568 = 0.0;
                    }
                    float _569;
                    if (_519)
                    {
                        _569 = _114._m0[_393 + 4294967295u] * (1.0 / _467);
                    }
                    else
                    {
                        _569 = 0.0;
                    }
                    _571 = (uint(int(rint(min(max(_568, -127.0), 127.0)))) & 255u) | ((uint(int(rint(min(max(_569, -127.0), 127.0)))) & 255u) << uint(8));
                }
                bool _414 = (_574 & 1u) == 0u;
                if (_414)
                {
                }
                else
                {
                    _238._m0[_330 + (_574 / 2u)] = _581 | (_571 << uint(16));
                }
                _609 = _414 ? _571 : _581;
            }
        }
    }
}

