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

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _576 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _577 = (_576 == 1u);
constant uint _587 = (_362 * _367);
constant uint _600 = (_362 * _367);
constant uint _603 = (8u * _75);
constant uint _627 = (_362 * _367);
constant uint _653 = (_362 * _367);
constant uint _654 = (_653 + _75);
constant uint _655 = (_654 - 1u);
constant uint _656 = (_655 / _75);
constant uint _674 = (_362 * _367);
constant bool _694 = (_576 == 1u);
constant uint _704 = (_362 * _367);
constant uint _716 = (_362 * _367);
constant uint _739 = (_362 * _367);
constant uint _780 = (_362 * _367);
constant uint _824 = (_362 * _367);

struct _840
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _866 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_866, 1u, 1u);

kernel void main0(constant _203& _205 [[buffer(0)]], const device _371& _373 [[buffer(1)]], const device _474& _476 [[buffer(2)]], const device _241& _243 [[buffer(3)]], const device _218& _220 [[buffer(4)]], const device _305& _307 [[buffer(5)]], const device _284& _286 [[buffer(6)]], device _840& _842 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _78[_75];
    threadgroup float _606[_603];
    uint _363 = gl_WorkGroupID.x * _362;
    uint _368 = gl_WorkGroupID.y * _367;
    float _391[_388];
    float _396[_393];
    for (uint _1313 = 0u; _1313 < _386; )
    {
        _396[_1313] = 0.0;
        _391[_1313] = 0.0;
        _1313++;
        continue;
    }
    uint _1314;
    _1314 = gl_LocalInvocationID.x;
    _17 _423[_362];
    _17 _437[_362];
    float4 _471[_367];
    for (; _1314 < _205._m0; _1314 += _75)
    {
        for (uint _1348 = 0u; _1348 < _362; _1348++)
        {
            uint _431 = min((_363 + _1348), (_205._m3 - 1u));
            uint _893 = (_431 * _205._m1) + (3u * (_1314 >> uint(2)));
            uint _895 = _893 + 2u;
            float2 _898 = float2(as_type<half2>(_220._m0[_895]));
            uint _903 = _893 + ((_1314 >> uint(1)) & 1u);
            uint _908 = 16u * (_1314 & 1u);
            uint _915 = (_431 * _205._m0) + _1314;
            bool _924 = (_1314 & 2u) == 0u;
            float _1359;
            if (_924)
            {
                _1359 = _898.x;
            }
            else
            {
                _1359 = _898.y;
            }
            _423[_1348] = _17{ uint4(_243._m0[_915], _220._m0[_903] >> _908, 0u), _1359, 0.0 };
            float2 _952 = float2(as_type<half2>(_286._m0[_895]));
            float _1362;
            if (_924)
            {
                _1362 = _952.x;
            }
            else
            {
                _1362 = _952.y;
            }
            _437[_1348] = _17{ uint4(_307._m0[_915], _286._m0[_903] >> _908, 0u), _1362, 0.0 };
        }
        uint _1349;
        _1349 = 0u;
        for (; _1349 < 4u; _1349++)
        {
            for (uint _1352 = 0u; _1352 < _367; )
            {
                _471[_1352] = _476._m0[((min((_368 + _1352), (_373._m0[_205._m6] - 1u)) * (_205._m2 / 4u)) + (4u * _1314)) + _1349];
                _1352++;
                continue;
            }
            uint _1353;
            _1353 = 0u;
            for (; _1353 < _362; _1353++)
            {
                uint _997 = 4u * _1349;
                uint _998 = _423[_1353]._m0.z >> _997;
                uint4 _1278 = _423[_1353]._m0;
                uint _1028 = _1349 >> uint(1);
                uint _1033 = 16u * (_1349 & 1u);
                uint _1034 = _1278[_1028] >> _1033;
                float4 _1023 = (float4(uint4(_1034 & 15u, (_1034 >> uint(4)) & 15u, (_1034 >> uint(8)) & 15u, (_1034 >> uint(12)) & 15u) | (uint4(_998 & 1u, (_998 >> uint(1)) & 1u, (_998 >> uint(2)) & 1u, (_998 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _423[_1353]._m1;
                uint _1057 = _437[_1353]._m0.z >> _997;
                uint4 _1274 = _437[_1353]._m0;
                uint _1093 = _1274[_1028] >> _1033;
                float4 _1082 = (float4(uint4(_1093 & 15u, (_1093 >> uint(4)) & 15u, (_1093 >> uint(8)) & 15u, (_1093 >> uint(12)) & 15u) | (uint4(_1057 & 1u, (_1057 >> uint(1)) & 1u, (_1057 >> uint(2)) & 1u, (_1057 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _437[_1353]._m1;
                for (uint _1356 = 0u; _1356 < _367; )
                {
                    uint _533 = (_1356 * _362) + _1353;
                    _391[_533] = fma(_471[_1356].w, _1023.w, fma(_471[_1356].z, _1023.z, fma(_471[_1356].y, _1023.y, fma(_471[_1356].x, _1023.x, _391[_533]))));
                    _396[_533] = fma(_471[_1356].w, _1082.w, fma(_471[_1356].z, _1082.z, fma(_471[_1356].y, _1082.y, fma(_471[_1356].x, _1082.x, _396[_533]))));
                    _1356++;
                    continue;
                }
            }
        }
    }
    float _659[_656];
    if (_577)
    {
        uint _1323;
        _1323 = 0u;
        uint _599;
        for (; _1323 < _587; _1323 = _599)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1342;
            _1342 = _1323;
            for (;;)
            {
                _599 = _1323 + 8u;
                if (_1342 < min(_599, _600))
                {
                    _606[((_1342 - _1323) * _75) + gl_LocalInvocationID.x] = _391[_1342];
                    _1342++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _625 = ((gl_LocalInvocationID.x + _75) - (_1323 % _75)) % _75;
            if (_625 < min(8u, (_627 - _1323)))
            {
                float _1346;
                _1346 = 0.0;
                for (uint _1344 = 0u; _1344 < _75; )
                {
                    _1346 += _606[(_625 * _75) + _1344];
                    _1344++;
                    continue;
                }
                _659[_1323 / _75] = _1346;
            }
        }
    }
    else
    {
        for (uint _1315 = 0u; _1315 < _674; _1315++)
        {
            float _680 = _391[_1315];
            float _1318;
            do
            {
                float _1168 = simd_sum(_680);
                if (_65)
                {
                    _1318 = _1168;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1172 = simd_is_first();
                if (_1172)
                {
                    _78[gl_SubgroupID] = _1168;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1317;
                _1317 = _78[0];
                for (uint _1316 = 1u; _1316 < gl_NumSubgroups; )
                {
                    _1317 += _78[_1316];
                    _1316++;
                    continue;
                }
                _1318 = _1317;
                break;
            } while(false);
            if ((_1315 % _75) == gl_LocalInvocationID.x)
            {
                _659[_1315 / _75] = _1318;
            }
        }
    }
    float _765[_656];
    if (_694)
    {
        uint _1332;
        _1332 = 0u;
        uint _715;
        for (; _1332 < _704; _1332 = _715)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1336;
            _1336 = _1332;
            for (;;)
            {
                _715 = _1332 + 8u;
                if (_1336 < min(_715, _716))
                {
                    _606[((_1336 - _1332) * _75) + gl_LocalInvocationID.x] = _396[_1336];
                    _1336++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _737 = ((gl_LocalInvocationID.x + _75) - (_1332 % _75)) % _75;
            if (_737 < min(8u, (_739 - _1332)))
            {
                float _1340;
                _1340 = 0.0;
                for (uint _1338 = 0u; _1338 < _75; )
                {
                    _1340 += _606[(_737 * _75) + _1338];
                    _1338++;
                    continue;
                }
                _765[_1332 / _75] = _1340;
            }
        }
    }
    else
    {
        for (uint _1324 = 0u; _1324 < _780; _1324++)
        {
            float _786 = _396[_1324];
            float _1327;
            do
            {
                float _1218 = simd_sum(_786);
                if (_65)
                {
                    _1327 = _1218;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1222 = simd_is_first();
                if (_1222)
                {
                    _78[gl_SubgroupID] = _1218;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1326;
                _1326 = _78[0];
                for (uint _1325 = 1u; _1325 < gl_NumSubgroups; )
                {
                    _1326 += _78[_1325];
                    _1325++;
                    continue;
                }
                _1327 = _1326;
                break;
            } while(false);
            if ((_1324 % _75) == gl_LocalInvocationID.x)
            {
                _765[_1324 / _75] = _1327;
            }
        }
    }
    for (uint _1333 = 0u; _1333 < _656; _1333++)
    {
        uint _812 = (_1333 * _75) + gl_LocalInvocationID.x;
        uint _817 = _363 + (_812 % _362);
        uint _822 = _368 + (_812 / _362);
        bool _825 = _812 < _824;
        bool _832;
        if (_825)
        {
            _832 = _817 < _205._m3;
        }
        else
        {
            _832 = _825;
        }
        if (_832 && (_822 < _373._m0[_205._m6]))
        {
            _842._m0[((_822 * _205._m5) + _205._m4) + _817] = (_659[_1333] / (1.0 + exp(fma((0.0447149984538555145263671875 * _659[_1333]) * _659[_1333], _659[_1333], _659[_1333]) * (-1.5957691669464111328125)))) * _765[_1333];
        }
    }
}

