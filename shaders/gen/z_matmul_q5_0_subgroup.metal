#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _17
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _53 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _56 = (_53 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _66 = SPIRV_CROSS_CONSTANT_ID_0;

struct _173
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

struct _188
{
    uint _m0[1];
};

struct _211
{
    uint2 _m0[1];
};

struct _244
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _263 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _268 = SPIRV_CROSS_CONSTANT_ID_3;

struct _272
{
    uint _m0[1];
};

constant uint _291 = (_263 * _268);
constant uint _293 = (_263 * _268);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _444 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _445 = (_444 == 1u);
constant uint _455 = (_263 * _268);
constant uint _468 = (_263 * _268);
constant uint _471 = (8u * _66);
constant uint _495 = (_263 * _268);
constant uint _521 = (_263 * _268);
constant uint _522 = (_521 + _66);
constant uint _523 = (_522 - 1u);
constant uint _524 = (_523 / _66);
constant uint _542 = (_263 * _268);
constant uint _586 = (_263 * _268);

struct _602
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _622 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_622, 1u, 1u);

kernel void main0(constant _173& _175 [[buffer(0)]], const device _272& _274 [[buffer(1)]], const device _244& _246 [[buffer(2)]], const device _211& _213 [[buffer(3)]], const device _188& _190 [[buffer(4)]], device _602& _604 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _69[_66];
    threadgroup float _474[_471];
    uint _264 = gl_WorkGroupID.x * _263;
    uint _269 = gl_WorkGroupID.y * _268;
    uint _283 = _274._m0[_175._m6] - _175._m7;
    float _296[_293];
    for (uint _831 = 0u; _831 < _291; )
    {
        _296[_831] = 0.0;
        _831++;
        continue;
    }
    uint _832;
    _832 = gl_LocalInvocationID.x;
    _17 _322[_263];
    float4 _356[_268];
    for (; _832 < _175._m0; _832 += _66)
    {
        for (uint _851 = 0u; _851 < _263; _851++)
        {
            uint _330 = min((_264 + _851), (_175._m3 - 1u));
            uint _649 = (_330 * _175._m1) + (3u * (_832 >> uint(2)));
            float2 _654 = float2(as_type<half2>(_190._m0[_649 + 2u]));
            float _862;
            if ((_832 & 2u) == 0u)
            {
                _862 = _654.x;
            }
            else
            {
                _862 = _654.y;
            }
            _322[_851] = _17{ uint4(_213._m0[(_330 * _175._m0) + _832], _190._m0[_649 + ((_832 >> uint(1)) & 1u)] >> (16u * (_832 & 1u)), 0u), _862, 0.0 };
        }
        uint _852;
        _852 = 0u;
        for (; _852 < 4u; _852++)
        {
            for (uint _855 = 0u; _855 < _268; )
            {
                _356[_855] = _246._m0[((_175._m7 + min((_269 + _855), (_283 - 1u))) * (_175._m2 / 4u)) + ((4u * _832) + _852)];
                _855++;
                continue;
            }
            uint _856;
            _856 = 0u;
            for (; _856 < _263; _856++)
            {
                uint _711 = _322[_856]._m0.z >> (4u * _852);
                uint4 _815 = _322[_856]._m0;
                uint _747 = _815[_852 >> uint(1)] >> (16u * (_852 & 1u));
                float4 _736 = (float4(uint4(_747 & 15u, (_747 >> uint(4)) & 15u, (_747 >> uint(8)) & 15u, (_747 >> uint(12)) & 15u) | (uint4(_711 & 1u, (_711 >> uint(1)) & 1u, (_711 >> uint(2)) & 1u, (_711 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _322[_856]._m1;
                for (uint _859 = 0u; _859 < _268; )
                {
                    uint _406 = (_859 * _263) + _856;
                    _296[_406] = fma(_356[_859].w, _736.w, fma(_356[_859].z, _736.z, fma(_356[_859].y, _736.y, fma(_356[_859].x, _736.x, _296[_406]))));
                    _859++;
                    continue;
                }
            }
        }
    }
    float _527[_524];
    if (_445)
    {
        uint _841;
        _841 = 0u;
        uint _467;
        for (; _841 < _455; _841 = _467)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _845;
            _845 = _841;
            for (;;)
            {
                _467 = _841 + 8u;
                if (_845 < min(_467, _468))
                {
                    _474[((_845 - _841) * _66) + gl_LocalInvocationID.x] = _296[_845];
                    _845++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _493 = ((gl_LocalInvocationID.x + _66) - (_841 % _66)) % _66;
            if (_493 < min(8u, (_495 - _841)))
            {
                float _849;
                _849 = 0.0;
                for (uint _847 = 0u; _847 < _66; )
                {
                    _849 += _474[(_493 * _66) + _847];
                    _847++;
                    continue;
                }
                _527[_841 / _66] = _849;
            }
        }
    }
    else
    {
        for (uint _833 = 0u; _833 < _542; _833++)
        {
            float _548 = _296[_833];
            float _836;
            do
            {
                float _776 = simd_sum(_548);
                if (_56)
                {
                    _836 = _776;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _780 = simd_is_first();
                if (_780)
                {
                    _69[gl_SubgroupID] = _776;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _835;
                _835 = _69[0];
                for (uint _834 = 1u; _834 < gl_NumSubgroups; )
                {
                    _835 += _69[_834];
                    _834++;
                    continue;
                }
                _836 = _835;
                break;
            } while(false);
            if ((_833 % _66) == gl_LocalInvocationID.x)
            {
                _527[_833 / _66] = _836;
            }
        }
    }
    for (uint _842 = 0u; _842 < _524; _842++)
    {
        uint _574 = (_842 * _66) + gl_LocalInvocationID.x;
        uint _579 = _264 + (_574 % _263);
        uint _584 = _269 + (_574 / _263);
        bool _587 = _574 < _586;
        bool _594;
        if (_587)
        {
            _594 = _579 < _175._m3;
        }
        else
        {
            _594 = _587;
        }
        if (_594 && (_584 < _283))
        {
            _604._m0[((_584 * _175._m5) + _175._m4) + _579] = _527[_842];
        }
    }
}

