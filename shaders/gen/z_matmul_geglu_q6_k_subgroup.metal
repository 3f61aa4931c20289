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

struct _226
{
    uint _m0[1];
};

struct _245
{
    uint _m0[1];
};

struct _292
{
    uint _m0[1];
};

struct _310
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _363 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _368 = SPIRV_CROSS_CONSTANT_ID_3;

struct _372
{
    uint _m0[1];
};

constant uint _386 = (_363 * _368);
constant uint _388 = (_363 * _368);
constant uint _393 = (_363 * _368);

struct _476
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _578 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _579 = (_578 == 1u);
constant uint _589 = (_363 * _368);
constant uint _601 = (_363 * _368);
constant uint _604 = (8u * _75);
constant uint _628 = (_363 * _368);
constant uint _654 = (_363 * _368);
constant uint _655 = (_654 + _75);
constant uint _656 = (_655 - 1u);
constant uint _657 = (_656 / _75);
constant uint _675 = (_363 * _368);
constant bool _695 = (_578 == 1u);
constant uint _705 = (_363 * _368);
constant uint _717 = (_363 * _368);
constant uint _740 = (_363 * _368);
constant uint _781 = (_363 * _368);
constant uint _825 = (_363 * _368);

struct _841
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _867 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_867, 1u, 1u);

kernel void main0(constant _203& _205 [[buffer(0)]], const device _372& _374 [[buffer(1)]], const device _476& _478 [[buffer(2)]], const device _245& _247 [[buffer(3)]], const device _226& _228 [[buffer(4)]], const device _310& _312 [[buffer(5)]], const device _292& _294 [[buffer(6)]], device _841& _843 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _78[_75];
    threadgroup float _607[_604];
    uint _364 = gl_WorkGroupID.x * _363;
    uint _369 = gl_WorkGroupID.y * _368;
    float _391[_388];
    float _396[_393];
    for (uint _1312 = 0u; _1312 < _386; )
    {
        _396[_1312] = 0.0;
        _391[_1312] = 0.0;
        _1312++;
        continue;
    }
    uint _1313;
    _1313 = gl_LocalInvocationID.x;
    _17 _423[_363];
    _17 _438[_363];
    float4 _473[_368];
    for (; _1313 < _205._m0; _1313 += _75)
    {
        for (uint _1347 = 0u; _1347 < _363; )
        {
            uint _432 = min((_364 + _1347), (_205._m3 - 1u));
            uint _893 = (_432 * _205._m1) + (5u * (_1313 >> uint(4)));
            uint _900 = 3u * ((_432 * _205._m0) + _1313);
            uint _906 = (_893 + 1u) + ((_1313 >> uint(2)) & 3u);
            int _913 = int(8u * (_1313 & 3u));
            uint _919 = _900 + 1u;
            uint _923 = _900 + 2u;
            _423[_1347] = _17{ uint4(_247._m0[_900], _247._m0[_919], _247._m0[_923], 0u), float2(as_type<half2>(_228._m0[_893])).x * float(extract_bits(int(_228._m0[_906]), uint(_913), uint(8))), 0.0 };
            _438[_1347] = _17{ uint4(_312._m0[_900], _312._m0[_919], _312._m0[_923], 0u), float2(as_type<half2>(_294._m0[_893])).x * float(extract_bits(int(_294._m0[_906]), uint(_913), uint(8))), 0.0 };
            _1347++;
            continue;
        }
        uint _1348;
        _1348 = 0u;
        for (; _1348 < 4u; _1348++)
        {
            for (uint _1351 = 0u; _1351 < _368; )
            {
                _473[_1351] = _478._m0[((min((_369 + _1351), (_374._m0[_205._m6] - 1u)) * (_205._m2 / 4u)) + (4u * _1313)) + _1348];
                _1351++;
                continue;
            }
            uint _1352;
            _1352 = 0u;
            for (; _1352 < _363; _1352++)
            {
                uint _1000 = 8u * _1348;
                uint _1001 = _423[_1352]._m0.z >> _1000;
                uint4 _1281 = _423[_1352]._m0;
                uint _1031 = _1348 >> uint(1);
                uint _1036 = 16u * (_1348 & 1u);
                uint _1037 = _1281[_1031] >> _1036;
                float4 _1026 = (float4(uint4(_1037 & 15u, (_1037 >> uint(4)) & 15u, (_1037 >> uint(8)) & 15u, (_1037 >> uint(12)) & 15u) | (uint4(_1001 & 3u, (_1001 >> uint(2)) & 3u, (_1001 >> uint(4)) & 3u, (_1001 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _423[_1352]._m1;
                uint _1060 = _438[_1352]._m0.z >> _1000;
                uint4 _1277 = _438[_1352]._m0;
                uint _1096 = _1277[_1031] >> _1036;
                float4 _1085 = (float4(uint4(_1096 & 15u, (_1096 >> uint(4)) & 15u, (_1096 >> uint(8)) & 15u, (_1096 >> uint(12)) & 15u) | (uint4(_1060 & 3u, (_1060 >> uint(2)) & 3u, (_1060 >> uint(4)) & 3u, (_1060 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _438[_1352]._m1;
                for (uint _1355 = 0u; _1355 < _368; )
                {
                    uint _535 = (_1355 * _363) + _1352;
                    _391[_535] = fma(_473[_1355].w, _1026.w, fma(_473[_1355].z, _1026.z, fma(_473[_1355].y, _1026.y, fma(_473[_1355].x, _1026.x, _391[_535]))));
                    _396[_535] = fma(_473[_1355].w, _1085.w, fma(_473[_1355].z, _1085.z, fma(_473[_1355].y, _1085.y, fma(_473[_1355].x, _1085.x, _396[_535]))));
                    _1355++;
                    continue;
                }
            }
        }
    }
    float _660[_657];
    if (_579)
    {
        uint _1322;
        _1322 = 0u;
        uint _600;
        for (; _1322 < _589; _1322 = _600)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1341;
            _1341 = _1322;
            for (;;)
            {
                _600 = _1322 + 8u;
                if (_1341 < min(_600, _601))
                {
                    _607[((_1341 - _1322) * _75) + gl_LocalInvocationID.x] = _391[_1341];
                    _1341++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _626 = ((gl_LocalInvocationID.x + _75) - (_1322 % _75)) % _75;
            if (_626 < min(8u, (_628 - _1322)))
            {
                float _1345;
                _1345 = 0.0;
                for (uint _1343 = 0u; _1343 < _75; )
                {
                    _1345 += _607[(_626 * _75) + _1343];
                    _1343++;
                    continue;
                }
                _660[_1322 / _75] = _1345;
            }
        }
    }
    else
    {
        for (uint _1314 = 0u; _1314 < _675; _1314++)
        {
            float _681 = _391[_1314];
            float _1317;
            do
            {
                float _1171 = simd_sum(_681);
                if (_65)
                {
                    _1317 = _1171;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1175 = simd_is_first();
                if (_1175)
                {
                    _78[gl_SubgroupID] = _1171;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1316;
                _1316 = _78[0];
                for (uint _1315 = 1u; _1315 < gl_NumSubgroups; )
                {
                    _1316 += _78[_1315];
                    _1315++;
                    continue;
                }
                _1317 = _1316;
                break;
            } while(false);
            if ((_1314 % _75) == gl_LocalInvocationID.x)
            {
                _660[_1314 / _75] = _1317;
            }
        }
    }
    float _766[_657];
    if (_695)
    {
        uint _1331;
        _1331 = 0u;
        uint _716;
        for (; _1331 < _705; _1331 = _716)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1335;
            _1335 = _1331;
            for (;;)
            {
                _716 = _1331 + 8u;
                if (_1335 < min(_716, _717))
                {
                    _607[((_1335 - _1331) * _75) + gl_LocalInvocationID.x] = _396[_1335];
                    _1335++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _738 = ((gl_LocalInvocationID.x + _75) - (_1331 % _75)) % _75;
            if (_738 < min(8u, (_740 - _1331)))
            {
                float _1339;
                _1339 = 0.0;
                for (uint _1337 = 0u; _1337 < _75; )
                {
                    _1339 += _607[(_738 * _75) + _1337];
                    _1337++;
                    continue;
                }
                _766[_1331 / _75] = _1339;
            }
        }
    }
    else
    {
        for (uint _1323 = 0u; _1323 < _781; _1323++)
        {
            float _787 = _396[_1323];
            float _1326;
            do
            {
                float _1221 = simd_sum(_787);
                if (_65)
                {
                    _1326 = _1221;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1225 = simd_is_first();
                if (_1225)
                {
                    _78[gl_SubgroupID] = _1221;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1325;
                _1325 = _78[0];
                for (uint _1324 = 1u; _1324 < gl_NumSubgroups; )
                {
                    _1325 += _78[_1324];
                    _1324++;
                    continue;
                }
                _1326 = _1325;
                break;
            } while(false);
            if ((_1323 % _75) == gl_LocalInvocationID.x)
            {
                _766[_1323 / _75] = _1326;
            }
        }
    }
    for (uint _1332 = 0u; _1332 < _657; _1332++)
    {
        uint _813 = (_1332 * _75) + gl_LocalInvocationID.x;
        uint _818 = _364 + (_813 % _363);
        uint _823 = _369 + (_813 / _363);
        bool _826 = _813 < _825;
        bool _833;
        if (_826)
        {
            _833 = _818 < _205._m3;
        }
        else
        {
            _833 = _826;
        }
        if (_833 && (_823 < _374._m0[_205._m6]))
        {
            _843._m0[((_823 * _205._m5) + _205._m4) + _818] = (_660[_1332] / (1.0 + exp(fma((0.0447149984538555145263671875 * _660[_1332]) * _660[_1332], _660[_1332], _660[_1332]) * (-1.5957691669464111328125)))) * _766[_1332];
        }
    }
}

