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

struct _177
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
};

struct _198
{
    uint _m0[1];
};

struct _220
{
    uint2 _m0[1];
};

struct _267
{
    uint _m0[1];
};

struct _287
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _344 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _349 = SPIRV_CROSS_CONSTANT_ID_3;

struct _353
{
    uint _m0[1];
};

constant uint _368 = (_344 * _349);
constant uint _370 = (_344 * _349);
constant uint _375 = (_344 * _349);

struct _459
{
    float4 _m0[1];
};

constant uint _568 = (_344 * _349);
constant uint _588 = (_344 * _349);
constant uint _589 = (_588 + _75);
constant uint _590 = (_589 - 1u);
constant uint _591 = (_590 / _75);
constant uint _630 = (_344 * _349);

struct _646
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _672 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_672, 1u, 1u);

kernel void main0(constant _177& _179 [[buffer(0)]], const device _353& _355 [[buffer(1)]], const device _459& _461 [[buffer(2)]], const device _220& _222 [[buffer(3)]], const device _198& _200 [[buffer(4)]], const device _287& _289 [[buffer(5)]], const device _267& _269 [[buffer(6)]], device _646& _648 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _78[_75];
    uint _345 = gl_WorkGroupID.x * _344;
    uint _350 = gl_WorkGroupID.y * _349;
    float _373[_370];
    float _378[_375];
    for (uint _1061 = 0u; _1061 < _368; )
    {
        _378[_1061] = 0.0;
        _373[_1061] = 0.0;
        _1061++;
        continue;
    }
    uint _1062;
    _1062 = gl_LocalInvocationID.x;
    _17 _406[_344];
    _17 _421[_344];
    float4 _456[_349];
    for (; _1062 < _179._m0; _1062 += _75)
    {
        for (uint _1080 = 0u; _1080 < _344; )
        {
            uint _415 = min((_345 + _1080), (_179._m3 - 1u));
            uint _699 = (_415 * _179._m1) + (5u * (_1062 >> uint(4)));
            uint _702 = (_1062 >> uint(1)) & 7u;
            float2 _706 = float2(as_type<half2>(_200._m0[_699]));
            uint _711 = (_699 + 1u) + (_702 >> uint(1));
            uint _716 = 16u * (_702 & 1u);
            uint _717 = _200._m0[_711] >> _716;
            uint _723 = (_415 * _179._m0) + _1062;
            _406[_1080] = _17{ uint4(_222._m0[_723], 0u, 0u), _706.x * float(_717 & 255u), _706.y * float((_717 >> uint(8)) & 255u) };
            float2 _763 = float2(as_type<half2>(_269._m0[_699]));
            uint _774 = _269._m0[_711] >> _716;
            _421[_1080] = _17{ uint4(_289._m0[_723], 0u, 0u), _763.x * float(_774 & 255u), _763.y * float((_774 >> uint(8)) & 255u) };
            _1080++;
            continue;
        }
        uint _1081;
        _1081 = 0u;
        for (; _1081 < 4u; _1081++)
        {
            for (uint _1084 = 0u; _1084 < _349; )
            {
                _456[_1084] = _461._m0[((min((_350 + _1084), (_355._m0[_179._m6] - 1u)) * (_179._m2 / 4u)) + (4u * _1062)) + _1081];
                _1084++;
                continue;
            }
            uint _1085;
            _1085 = 0u;
            for (; _1085 < _344; _1085++)
            {
                uint4 _1029 = _406[_1085]._m0;
                uint _820 = _1081 >> uint(1);
                uint _825 = 16u * (_1081 & 1u);
                uint _826 = _1029[_820] >> _825;
                float4 _814 = (float4(uint4(_826 & 15u, (_826 >> uint(4)) & 15u, (_826 >> uint(8)) & 15u, (_826 >> uint(12)) & 15u)) * _406[_1085]._m1) - float4(_406[_1085]._m2);
                uint4 _1025 = _421[_1085]._m0;
                uint _864 = _1025[_820] >> _825;
                float4 _853 = (float4(uint4(_864 & 15u, (_864 >> uint(4)) & 15u, (_864 >> uint(8)) & 15u, (_864 >> uint(12)) & 15u)) * _421[_1085]._m1) - float4(_421[_1085]._m2);
                for (uint _1088 = 0u; _1088 < _349; )
                {
                    uint _518 = (_1088 * _344) + _1085;
                    _373[_518] = fma(_456[_1088].w, _814.w, fma(_456[_1088].z, _814.z, fma(_456[_1088].y, _814.y, fma(_456[_1088].x, _814.x, _373[_518]))));
                    _378[_518] = fma(_456[_1088].w, _853.w, fma(_456[_1088].z, _853.z, fma(_456[_1088].y, _853.y, fma(_456[_1088].x, _853.x, _378[_518]))));
                    _1088++;
                    continue;
                }
            }
        }
    }
    float _594[_591];
    float _599[_591];
    for (uint _1063 = 0u; _1063 < _568; _1063++)
    {
        float _574 = _373[_1063];
        float _1069;
        do
        {
            float _931 = simd_sum(_574);
            if (_65)
            {
                _1069 = _931;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _935 = simd_is_first();
            if (_935)
            {
                _78[gl_SubgroupID] = _931;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1068;
            _1068 = _78[0];
            for (uint _1067 = 1u; _1067 < gl_NumSubgroups; )
            {
                _1068 += _78[_1067];
                _1067++;
                continue;
            }
            _1069 = _1068;
            break;
        } while(false);
        float _580 = _378[_1063];
        float _1075;
        do
        {
            float _969 = simd_sum(_580);
            if (_65)
            {
                _1075 = _969;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _973 = simd_is_first();
            if (_973)
            {
                _78[gl_SubgroupID] = _969;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1074;
            _1074 = _78[0];
            for (uint _1073 = 1u; _1073 < gl_NumSubgroups; )
            {
                _1074 += _78[_1073];
                _1073++;
                continue;
            }
            _1075 = _1074;
            break;
        } while(false);
        if ((_1063 % _75) == gl_LocalInvocationID.x)
        {
            uint _596 = _1063 / _75;
            _594[_596] = _1069;
            _599[_596] = _1075;
        }
    }
    for (uint _1064 = 0u; _1064 < _591; _1064++)
    {
        uint _618 = (_1064 * _75) + gl_LocalInvocationID.x;
        uint _623 = _345 + (_618 % _344);
        uint _628 = _350 + (_618 / _344);
        bool _631 = _618 < _630;
        bool _638;
        if (_631)
        {
            _638 = _623 < _179._m3;
        }
        else
        {
            _638 = _631;
        }
        if (_638 && (_628 < _355._m0[_179._m6]))
        {
            _648._m0[((_628 * _179._m5) + _179._m4) + _623] = (_594[_1064] / (1.0 + exp(fma((0.0447149984538555145263671875 * _594[_1064]) * _594[_1064], _594[_1064], _594[_1064]) * (-1.5957691669464111328125)))) * _599[_1064];
        }
    }
}

