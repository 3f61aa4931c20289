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

struct _147
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

struct _168
{
    uint _m0[1];
};

struct _190
{
    uint2 _m0[1];
};

struct _223
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _243 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _248 = SPIRV_CROSS_CONSTANT_ID_3;

struct _252
{
    uint _m0[1];
};

constant uint _271 = (_243 * _248);
constant uint _273 = (_243 * _248);
constant uint _433 = (_243 * _248);
constant uint _447 = (_243 * _248);
constant uint _448 = (_447 + _66);
constant uint _449 = (_448 - 1u);
constant uint _450 = (_449 / _66);
constant uint _484 = (_243 * _248);

struct _500
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _520 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_520, 1u, 1u);

kernel void main0(constant _147& _149 [[buffer(0)]], const device _252& _254 [[buffer(1)]], const device _223& _225 [[buffer(2)]], const device _190& _192 [[buffer(3)]], const device _168& _170 [[buffer(4)]], device _500& _502 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _69[_66];
    uint _244 = gl_WorkGroupID.x * _243;
    uint _249 = gl_WorkGroupID.y * _248;
    uint _263 = _254._m0[_149._m6] - _149._m7;
    float _276[_273];
    for (uint _703 = 0u; _703 < _271; )
    {
        _276[_703] = 0.0;
        _703++;
        continue;
    }
    uint _704;
    _704 = gl_LocalInvocationID.x;
    _17 _303[_243];
    float4 _338[_248];
    for (; _704 < _149._m0; _704 += _66)
    {
        for (uint _716 = 0u; _716 < _243; )
        {
            uint _312 = min((_244 + _716), (_149._m3 - 1u));
            uint _547 = (_312 * _149._m1) + (5u * (_704 >> uint(4)));
            uint _550 = (_704 >> uint(1)) & 7u;
            float2 _554 = float2(as_type<half2>(_170._m0[_547]));
            uint _565 = _170._m0[(_547 + 1u) + (_550 >> uint(1))] >> (16u * (_550 & 1u));
            _303[_716] = _17{ uint4(_192._m0[(_312 * _149._m0) + _704], 0u, 0u), _554.x * float(_565 & 255u), _554.y * float((_565 >> uint(8)) & 255u) };
            _716++;
            continue;
        }
        uint _717;
        _717 = 0u;
        for (; _717 < 4u; _717++)
        {
            for (uint _720 = 0u; _720 < _248; )
            {
                _338[_720] = _225._m0[((_149._m7 + min((_249 + _720), (_263 - 1u))) * (_149._m2 / 4u)) + ((4u * _704) + _717)];
                _720++;
                continue;
            }
            uint _721;
            _721 = 0u;
            for (; _721 < _243; _721++)
            {
                uint4 _688 = _303[_721]._m0;
                uint _628 = _688[_717 >> uint(1)] >> (16u * (_717 & 1u));
                float4 _616 = (float4(uint4(_628 & 15u, (_628 >> uint(4)) & 15u, (_628 >> uint(8)) & 15u, (_628 >> uint(12)) & 15u)) * _303[_721]._m1) - float4(_303[_721]._m2);
                for (uint _724 = 0u; _724 < _248; )
                {
                    uint _388 = (_724 * _243) + _721;
                    _276[_388] = fma(_338[_724].w, _616.w, fma(_338[_724].z, _616.z, fma(_338[_724].y, _616.y, fma(_338[_724].x, _616.x, _276[_388]))));
                    _724++;
                    continue;
                }
            }
        }
    }
    float _453[_450];
    for (uint _705 = 0u; _705 < _433; _705++)
    {
        float _439 = _276[_705];
        float _711;
        do
        {
            float _649 = simd_sum(_439);
            if (_56)
            {
                _711 = _649;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _653 = simd_is_first();
            if (_653)
            {
                _69[gl_SubgroupID] = _649;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _710;
            _710 = _69[0];
            for (uint _709 = 1u; _709 < gl_NumSubgroups; )
            {
                _710 += _69[_709];
                _709++;
                continue;
            }
            _711 = _710;
            break;
        } while(false);
        if ((_705 % _66) == gl_LocalInvocationID.x)
        {
            _453[_705 / _66] = _711;
        }
    }
    for (uint _706 = 0u; _706 < _450; _706++)
    {
        uint _472 = (_706 * _66) + gl_LocalInvocationID.x;
        uint _477 = _244 + (_472 % _243);
        uint _482 = _249 + (_472 / _243);
        bool _485 = _472 < _484;
        bool _492;
        if (_485)
        {
            _492 = _477 < _149._m3;
        }
        else
        {
            _492 = _485;
        }
        if (_492 && (_482 < _263))
        {
            _502._m0[((_482 * _149._m5) + _149._m4) + _477] = _453[_706];
        }
    }
}

