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
constant uint _62 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _65 = (_62 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _75 = SPIRV_CROSS_CONSTANT_ID_0;

struct _203
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
};

struct _218
{
    uint _m0[1];
};

struct _241
{
    uint2 _m0[1];
};

struct _284
{
    uint _m0[1];
};

struct _305
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _362 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _367 = SPIRV_CROSS_CONSTANT_ID_3;

struct _371
{
    uint _m0[1];
};

constant uint _386 = (_362 * _367);
constant uint _388 = (_362 * _367);
constant uint _393 = (_362 * _367);

struct _474
{
    float4 _m0[1];
};

constant uint _583 = (_362 * _367);
constant uint _603 = (_362 * _367);
constant uint _604 = (_603 + _75);
constant uint _605 = (_604 - 1u);
constant uint _606 = (_605 / _75);
constant uint _645 = (_362 * _367);

struct _661
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _687 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_687, 1u, 1u);

kernel void main0(constant _203& _205 [[buffer(0)]], const device _371& _373 [[buffer(1)]], const device _474& _476 [[buffer(2)]], const device _241& _243 [[buffer(3)]], const device _218& _220 [[buffer(4)]], const device _305& _307 [[buffer(5)]], const device _284& _286 [[buffer(6)]], device _661& _663 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _78[_75];
    uint _363 = gl_WorkGroupID.x * _362;
    uint _368 = gl_WorkGroupID.y * _367;
    float _391[_388];
    float _396[_393];
    for (uint _1114 = 0u; _1114 < _386; )
    {
        _396[_1114] = 0.0;
        _391[_1114] = 0.0;
        _1114++;
        continue;
    }
    uint _1115;
    _1115 = gl_LocalInvocationID.x;
    _17 _423[_362];
    _17 _437[_362];
    float4 _471[_367];
    for (; _1115 < _205._m0; _1115 += _75)
    {
        for (uint _1133 = 0u; _1133 < _362; _1133++)
        {
            uint _431 = min((_363 + _1133), (_205._m3 - 1u));
            uint _714 = (_431 * _205._m1) + (3u * (_1115 >> uint(2)));
            uint _716 = _714 + 2u;
            float2 _719 = float2(as_type<half2>(_220._m0[_716]));
            uint _724 = _714 + ((_1115 >> uint(1)) & 1u);
            uint _729 = 16u * (_1115 & 1u);
            uint _736 = (_431 * _205._m0) + _1115;
            bool _745 = (_1115 & 2u) == 0u;
            float _1144;
            if (_745)
            {
                _1144 = _719.x;
            }
            else
            {
                _1144 = _719.y;
            }
            _423[_1133] = _17{ uint4(_243._m0[_736], _220._m0[_724] >> _729, 0u), _1144, 0.0 };
            float2 _773 = float2(as_type<half2>(_286._m0[_716]));
            float _1147;
            if (_745)
            {
                _1147 = _773.x;
            }
            else
            {
                _1147 = _773.y;
            }
            _437[_1133] = _17{ uint4(_307._m0[_736], _286._m0[_724] >> _729, 0u), _1147, 0.0 };
        }
        uint _1134;
        _1134 = 0u;
        for (; _1134 < 4u; _1134++)
        {
            for (uint _1137 = 0u; _1137 < _367; )
            {
                _471[_1137] = _476._m0[((min((_368 + _1137), (_373._m0[_205._m6] - 1u)) * (_205._m2 / 4u)) + (4u * _1115)) + _1134];
                _1137++;
                continue;
            }
            uint _1138;
            _1138 = 0u;
            for (; _1138 < _362; _1138++)
            {
                uint _818 = 4u * _1134;
                uint _819 = _423[_1138]._m0.z >> _818;
                uint4 _1079 = _423[_1138]._m0;
                uint _849 = _1134 >> uint(1);
                uint _854 = 16u * (_1134 & 1u);
                uint _855 = _1079[_849] >> _854;
                float4 _844 = (float4(uint4(_855 & 15u, (_855 >> uint(4)) & 15u, (_855 >> uint(8)) & 15u, (_855 >> uint(12)) & 15u) | (uint4(_819 & 1u, (_819 >> uint(1)) & 1u, (_819 >> uint(2)) & 1u, (_819 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _423[_1138]._m1;
                uint _878 = _437[_1138]._m0.z >> _818;
                uint4 _1075 = _437[_1138]._m0;
                uint _914 = _1075[_849] >> _854;
                float4 _903 = (float4(uint4(_914 & 15u, (_914 >> uint(4)) & 15u, (_914 >> uint(8)) & 15u, (_914 >> uint(12)) & 15u) | (uint4(_878 & 1u, (_878 >> uint(1)) & 1u, (_878 >> uint(2)) & 1u, (_878 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _437[_1138]._m1;
                for (uint _1141 = 0u; _1141 < _367; )
                {
                    uint _533 = (_1141 * _362) + _1138;
                    _391[_533] = fma(_471[_1141].w, _844.w, fma(_471[_1141].z, _844.z, fma(_471[_1141].y, _844.y, fma(_471[_1141].x, _844.x, _391[_533]))));
                    _396[_533] = fma(_471[_1141].w, _903.w, fma(_471[_1141].z, _903.z, fma(_471[_1141].y, _903.y, fma(_471[_1141].x, _903.x, _396[_533]))));
                    _1141++;
                    continue;
                }
            }
        }
    }
    float _609[_606];
    float _614[_606];
    for (uint _1116 = 0u; _1116 < _583; _1116++)
    {
        float _589 = _391[_1116];
        float _1122;
        do
        {
            float _981 = simd_sum(_589);
            if (_65)
            {
                _1122 = _981;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _985 = simd_is_first();
            if (_985)
            {
                _78[gl_SubgroupID] = _981;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1121;
            _1121 = _78[0];
            for (uint _1120 = 1u; _1120 < gl_NumSubgroups; )
            {
                _1121 += _78[_1120];
                _1120++;
                continue;
            }
            _1122 = _1121;
            break;
        } while(false);
        float _595 = _396[_1116];
        float _1128;
        do
        {
            float _1019 = simd_sum(_595);
            if (_65)
            {
                _1128 = _1019;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1023 = simd_is_first();
            if (_1023)
            {
                _78[gl_SubgroupID] = _1019;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1127;
            _1127 = _78[0];
            for (uint _1126 = 1u; _1126 < gl_NumSubgroups; )
            {
                _1127 += _78[_1126];
                _1126++;
                continue;
            }
            _1128 = _1127;
            break;
        } while(false);
        if ((_1116 % _75) == gl_LocalInvocationID.x)
        {
            uint _611 = _1116 / _75;
            _609[_611] = _1122;
            _614[_611] = _1128;
        }
    }
    for (uint _1117 = 0u; _1117 < _606; _1117++)
    {
        uint _633 = (_1117 * _75) + gl_LocalInvocationID.x;
        uint _638 = _363 + (_633 % _362);
        uint _643 = _368 + (_633 / _362);
        bool _646 = _633 < _645;
        bool _653;
        if (_646)
        {
            _653 = _638 < _205._m3;
        }
        else
        {
            _653 = _646;
        }
        if (_653 && (_643 < _373._m0[_205._m6]))
        {
            _663._m0[((_643 * _205._m5) + _205._m4) + _638] = (_609[_1117] / (1.0 + exp(fma((0.0447149984538555145263671875 * _609[_1117]) * _609[_1117], _609[_1117], _609[_1117]) * (-1.5957691669464111328125)))) * _614[_1117];
        }
    }
}

