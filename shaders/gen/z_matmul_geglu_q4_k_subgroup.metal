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

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _561 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _562 = (_561 == 1u);
constant uint _572 = (_344 * _349);
constant uint _585 = (_344 * _349);
constant uint _588 = (8u * _75);
constant uint _612 = (_344 * _349);
constant uint _638 = (_344 * _349);
constant uint _639 = (_638 + _75);
constant uint _640 = (_639 - 1u);
constant uint _641 = (_640 / _75);
constant uint _659 = (_344 * _349);
constant bool _679 = (_561 == 1u);
constant uint _689 = (_344 * _349);
constant uint _701 = (_344 * _349);
constant uint _724 = (_344 * _349);
constant uint _765 = (_344 * _349);
constant uint _809 = (_344 * _349);

struct _825
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _851 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_851, 1u, 1u);

kernel void main0(constant _177& _179 [[buffer(0)]], const device _353& _355 [[buffer(1)]], const device _459& _461 [[buffer(2)]], const device _220& _222 [[buffer(3)]], const device _198& _200 [[buffer(4)]], const device _287& _289 [[buffer(5)]], const device _267& _269 [[buffer(6)]], device _825& _827 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _78[_75];
    threadgroup float _591[_588];
    uint _345 = gl_WorkGroupID.x * _344;
    uint _350 = gl_WorkGroupID.y * _349;
    float _373[_370];
    float _378[_375];
    for (uint _1260 = 0u; _1260 < _368; )
    {
        _378[_1260] = 0.0;
        _373[_1260] = 0.0;
        _1260++;
        continue;
    }
    uint _1261;
    _1261 = gl_LocalInvocationID.x;
    _17 _406[_344];
    _17 _421[_344];
    float4 _456[_349];
    for (; _1261 < _179._m0; _1261 += _75)
    {
        for (uint _1295 = 0u; _1295 < _344; )
        {
            uint _415 = min((_345 + _1295), (_179._m3 - 1u));
            uint _878 = (_415 * _179._m1) + (5u * (_1261 >> uint(4)));
            uint _881 = (_1261 >> uint(1)) & 7u;
            float2 _885 = float2(as_type<half2>(_200._m0[_878]));
            uint _890 = (_878 + 1u) + (_881 >> uint(1));
            uint _895 = 16u * (_881 & 1u);
            uint _896 = _200._m0[_890] >> _895;
            uint _902 = (_415 * _179._m0) + _1261;
            _406[_1295] = _17{ uint4(_222._m0[_902], 0u, 0u), _885.x * float(_896 & 255u), _885.y * float((_896 >> uint(8)) & 255u) };
            float2 _942 = float2(as_type<half2>(_269._m0[_878]));
            uint _953 = _269._m0[_890] >> _895;
            _421[_1295] = _17{ uint4(_289._m0[_902], 0u, 0u), _942.x * float(_953 & 255u), _942.y * float((_953 >> uint(8)) & 255u) };
            _1295++;
            continue;
        }
        uint _1296;
        _1296 = 0u;
        for (; _1296 < 4u; _1296++)
        {
            for (uint _1299 = 0u; _1299 < _349; )
            {
                _456[_1299] = _461._m0[((min((_350 + _1299), (_355._m0[_179._m6] - 1u)) * (_179._m2 / 4u)) + (4u * _1261)) + _1296];
                _1299++;
                continue;
            }
            uint _1300;
            _1300 = 0u;
            for (; _1300 < _344; _1300++)
            {
                uint4 _1228 = _406[_1300]._m0;
                uint _999 = _1296 >> uint(1);
                uint _1004 = 16u * (_1296 & 1u);
                uint _1005 = _1228[_999] >> _1004;
                float4 _993 = (float4(uint4(_1005 & 15u, (_1005 >> uint(4)) & 15u, (_1005 >> uint(8)) & 15u, (_1005 >> uint(12)) & 15u)) * _406[_1300]._m1) - float4(_406[_1300]._m2);
                uint4 _1224 = _421[_1300]._m0;
                uint _1043 = _1224[_999] >> _1004;
                float4 _1032 = (float4(uint4(_1043 & 15u, (_1043 >> uint(4)) & 15u, (_1043 >> uint(8)) & 15u, (_1043 >> uint(12)) & 15u)) * _421[_1300]._m1) - float4(_421[_1300]._m2);
                for (uint _1303 = 0u; _1303 < _349; )
                {
                    uint _518 = (_1303 * _344) + _1300;
                    _373[_518] = fma(_456[_1303].w, _993.w, fma(_456[_1303].z, _993.z, fma(_456[_1303].y, _993.y, fma(_456[_1303].x, _993.x, _373[_518]))));
                    _378[_518] = fma(_456[_1303].w, _1032.w, fma(_456[_1303].z, _1032.z, fma(_456[_1303].y, _1032.y, fma(_456[_1303].x, _1032.x, _378[_518]))));
                    _1303++;
                    continue;
                }
            }
        }
    }
    float _644[_641];
    if (_562)
    {
        uint _1270;
        _1270 = 0u;
        uint _584;
        for (; _1270 < _572; _1270 = _584)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1289;
            _1289 = _1270;
            for (;;)
            {
                _584 = _1270 + 8u;
                if (_1289 < min(_584, _585))
                {
                    _591[((_1289 - _1270) * _75) + gl_LocalInvocationID.x] = _373[_1289];
                    _1289++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _610 = ((gl_LocalInvocationID.x + _75) - (_1270 % _75)) % _75;
            if (_610 < min(8u, (_612 - _1270)))
            {
                float _1293;
                _1293 = 0.0;
                for (uint _1291 = 0u; _1291 < _75; )
                {
                    _1293 += _591[(_610 * _75) + _1291];
                    _1291++;
                    continue;
                }
                _644[_1270 / _75] = _1293;
            }
        }
    }
    else
    {
        for (uint _1262 = 0u; _1262 < _659; _1262++)
        {
            float _665 = _373[_1262];
            float _1265;
            do
            {
                float _1118 = simd_sum(_665);
                if (_65)
                {
                    _1265 = _1118;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1122 = simd_is_first();
                if (_1122)
                {
                    _78[gl_SubgroupID] = _1118;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1264;
                _1264 = _78[0];
                for (uint _1263 = 1u; _1263 < gl_NumSubgroups; )
                {
                    _1264 += _78[_1263];
                    _1263++;
                    continue;
                }
                _1265 = _1264;
                break;
            } while(false);
            if ((_1262 % _75) == gl_LocalInvocationID.x)
            {
                _644[_1262 / _75] = _1265;
            }
        }
    }
    float _750[_641];
    if (_679)
    {
        uint _1279;
        _1279 = 0u;
        uint _700;
        for (; _1279 < _689; _1279 = _700)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1283;
            _1283 = _1279;
            for (;;)
            {
                _700 = _1279 + 8u;
                if (_1283 < min(_700, _701))
                {
                    _591[((_1283 - _1279) * _75) + gl_LocalInvocationID.x] = _378[_1283];
                    _1283++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _722 = ((gl_LocalInvocationID.x + _75) - (_1279 % _75)) % _75;
            if (_722 < min(8u, (_724 - _1279)))
            {
                float _1287;
                _1287 = 0.0;
                for (uint _1285 = 0u; _1285 < _75; )
                {
                    _1287 += _591[(_722 * _75) + _1285];
                    _1285++;
                    continue;
                }
                _750[_1279 / _75] = _1287;
            }
        }
    }
    else
    {
        for (uint _1271 = 0u; _1271 < _765; _1271++)
        {
            float _771 = _378[_1271];
            float _1274;
            do
            {
                float _1168 = simd_sum(_771);
                if (_65)
                {
                    _1274 = _1168;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1172 = simd_is_first();
                if (_1172)
                {
                    _78[gl_SubgroupID] = _1168;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1273;
                _1273 = _78[0];
                for (uint _1272 = 1u; _1272 < gl_NumSubgroups; )
                {
                    _1273 += _78[_1272];
                    _1272++;
                    continue;
                }
                _1274 = _1273;
                break;
            } while(false);
            if ((_1271 % _75) == gl_LocalInvocationID.x)
            {
                _750[_1271 / _75] = _1274;
            }
        }
    }
    for (uint _1280 = 0u; _1280 < _641; _1280++)
    {
        uint _797 = (_1280 * _75) + gl_LocalInvocationID.x;
        uint _802 = _345 + (_797 % _344);
        uint _807 = _350 + (_797 / _344);
        bool _810 = _797 < _809;
        bool _817;
        if (_810)
        {
            _817 = _802 < _179._m3;
        }
        else
        {
            _817 = _810;
        }
        if (_817 && (_807 < _355._m0[_179._m6]))
        {
            _827._m0[((_807 * _179._m5) + _179._m4) + _802] = (_644[_1280] / (1.0 + exp(fma((0.0447149984538555145263671875 * _644[_1280]) * _644[_1280], _644[_1280], _644[_1280]) * (-1.5957691669464111328125)))) * _750[_1280];
        }
    }
}

