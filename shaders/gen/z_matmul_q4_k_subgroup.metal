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
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _426 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _427 = (_426 == 1u);
constant uint _437 = (_243 * _248);
constant uint _450 = (_243 * _248);
constant uint _453 = (8u * _66);
constant uint _477 = (_243 * _248);
constant uint _503 = (_243 * _248);
constant uint _504 = (_503 + _66);
constant uint _505 = (_504 - 1u);
constant uint _506 = (_505 / _66);
constant uint _524 = (_243 * _248);
constant uint _568 = (_243 * _248);

struct _584
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _604 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_604, 1u, 1u);

kernel void main0(constant _147& _149 [[buffer(0)]], const device _252& _254 [[buffer(1)]], const device _223& _225 [[buffer(2)]], const device _190& _192 [[buffer(3)]], const device _168& _170 [[buffer(4)]], device _584& _586 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _69[_66];
    threadgroup float _456[_453];
    uint _244 = gl_WorkGroupID.x * _243;
    uint _249 = gl_WorkGroupID.y * _248;
    uint _263 = _254._m0[_149._m6] - _149._m7;
    float _276[_273];
    for (uint _795 = 0u; _795 < _271; )
    {
        _276[_795] = 0.0;
        _795++;
        continue;
    }
    uint _796;
    _796 = gl_LocalInvocationID.x;
    _17 _303[_243];
    float4 _338[_248];
    for (; _796 < _149._m0; _796 += _66)
    {
        for (uint _815 = 0u; _815 < _243; )
        {
            uint _312 = min((_244 + _815), (_149._m3 - 1u));
            uint _631 = (_312 * _149._m1) + (5u * (_796 >> uint(4)));
            uint _634 = (_796 >> uint(1)) & 7u;
            float2 _638 = float2(as_type<half2>(_170._m0[_631]));
            uint _649 = _170._m0[(_631 + 1u) + (_634 >> uint(1))] >> (16u * (_634 & 1u));
            _303[_815] = _17{ uint4(_192._m0[(_312 * _149._m0) + _796], 0u, 0u), _638.x * float(_649 & 255u), _638.y * float((_649 >> uint(8)) & 255u) };
            _815++;
            continue;
        }
        uint _816;
        _816 = 0u;
        for (; _816 < 4u; _816++)
        {
            for (uint _819 = 0u; _819 < _248; )
            {
                _338[_819] = _225._m0[((_149._m7 + min((_249 + _819), (_263 - 1u))) * (_149._m2 / 4u)) + ((4u * _796) + _816)];
                _819++;
                continue;
            }
            uint _820;
            _820 = 0u;
            for (; _820 < _243; _820++)
            {
                uint4 _780 = _303[_820]._m0;
                uint _712 = _780[_816 >> uint(1)] >> (16u * (_816 & 1u));
                float4 _700 = (float4(uint4(_712 & 15u, (_712 >> uint(4)) & 15u, (_712 >> uint(8)) & 15u, (_712 >> uint(12)) & 15u)) * _303[_820]._m1) - float4(_303[_820]._m2);
                for (uint _823 = 0u; _823 < _248; )
                {
                    uint _388 = (_823 * _243) + _820;
                    _276[_388] = fma(_338[_823].w, _700.w, fma(_338[_823].z, _700.z, fma(_338[_823].y, _700.y, fma(_338[_823].x, _700.x, _276[_388]))));
                    _823++;
                    continue;
                }
            }
        }
    }
    float _509[_506];
    if (_427)
    {
        uint _805;
        _805 = 0u;
        uint _449;
        for (; _805 < _437; _805 = _449)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _809;
            _809 = _805;
            for (;;)
            {
                _449 = _805 + 8u;
                if (_809 < min(_449, _450))
                {
                    _456[((_809 - _805) * _66) + gl_LocalInvocationID.x] = _276[_809];
                    _809++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _475 = ((gl_LocalInvocationID.x + _66) - (_805 % _66)) % _66;
            if (_475 < min(8u, (_477 - _805)))
            {
                float _813;
                _813 = 0.0;
                for (uint _811 = 0u; _811 < _66; )
                {
                    _813 += _456[(_475 * _66) + _811];
                    _811++;
                    continue;
                }
                _509[_805 / _66] = _813;
            }
        }
    }
    else
    {
        for (uint _797 = 0u; _797 < _524; _797++)
        {
            float _530 = _276[_797];
            float _800;
            do
            {
                float _741 = simd_sum(_530);
                if (_56)
                {
                    _800 = _741;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _745 = simd_is_first();
                if (_745)
                {
                    _69[gl_SubgroupID] = _741;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _799;
                _799 = _69[0];
                for (uint _798 = 1u; _798 < gl_NumSubgroups; )
                {
                    _799 += _69[_798];
                    _798++;
                    continue;
                }
                _800 = _799;
                break;
            } while(false);
            if ((_797 % _66) == gl_LocalInvocationID.x)
            {
                _509[_797 / _66] = _800;
            }
        }
    }
    for (uint _806 = 0u; _806 < _506; _806++)
    {
        uint _556 = (_806 * _66) + gl_LocalInvocationID.x;
        uint _561 = _244 + (_556 % _243);
        uint _566 = _249 + (_556 / _243);
        bool _569 = _556 < _568;
        bool _576;
        if (_569)
        {
            _576 = _561 < _149._m3;
        }
        else
        {
            _576 = _569;
        }
        if (_576 && (_566 < _263))
        {
            _586._m0[((_566 * _149._m5) + _149._m4) + _561] = _509[_806];
        }
    }
}

