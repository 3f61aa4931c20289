#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _31
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _60 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _63 = (_60 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _73 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _108 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _109 = (_108 == 0u);

struct _115
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    float _m4;
    float _m5;
};

struct _138
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_5
#define SPIRV_CROSS_CONSTANT_ID_5 1u
#endif
constant uint _151 = SPIRV_CROSS_CONSTANT_ID_5;
constant uint _152 = (_151 + 3u);
constant uint _153 = (_152 / 4u);
constant bool _169 = (_108 == 2u);

struct _201
{
    float _m0[1];
};

struct _218
{
    float _m0[1];
};

struct _239
{
    float _m0[1];
};

struct _291
{
    float _m0[1];
};

constant bool _301 = (_108 == 0u);
#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _389 = SPIRV_CROSS_CONSTANT_ID_2;

struct _495
{
    uint4 _m0[1];
};

struct _518
{
    uint4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _544 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _545 = (_544 == 1u);
constant uint _569 = (8u * _73);
constant uint _618 = (_389 + _73);
constant uint _619 = (_618 - 1u);
constant uint _620 = (_619 / _73);
constant bool _657 = (_544 == 1u);

struct _788
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _809 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_809, 1u, 1u);

kernel void main0(constant _115& _117 [[buffer(0)]], const device _138& _140 [[buffer(2)]], const device _291& _293 [[buffer(3)]], const device _218& _220 [[buffer(4)]], const device _201& _203 [[buffer(5)]], device _239& _241 [[buffer(6)]], const device _495& _497 [[buffer(7)]], const device _518& _520 [[buffer(9)]], device _788& _790 [[buffer(11)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _76[_73];
    threadgroup float4 _156[_153];
    threadgroup float _572[_569];
    uint _390 = gl_WorkGroupID.x * _389;
    do
    {
        if (_109)
        {
            break;
        }
        uint _858 = gl_WorkGroupID.y * _117._m2;
        float _1312;
        _1312 = 0.0;
        for (uint _1311 = gl_LocalInvocationID.x; _1311 < _117._m2; )
        {
            uint _870 = (_858 + _1311) / 4u;
            uint _872 = _1311 % 4u;
            ((threadgroup float*)&_156[_1311 / 4u])[_872] = ((device float*)&_140._m0[_870])[_872];
            _1312 = fma(((device float*)&_140._m0[_870])[_872], ((device float*)&_140._m0[_870])[_872], _1312);
            _1311 += _73;
            continue;
        }
        float _1317;
        if (_169)
        {
            float _1315;
            do
            {
                float _1005 = simd_sum(_1312);
                if (_63)
                {
                    _1315 = _1005;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1009 = simd_is_first();
                if (_1009)
                {
                    _76[gl_SubgroupID] = _1005;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1314;
                _1314 = _76[0];
                for (uint _1313 = 1u; _1313 < gl_NumSubgroups; )
                {
                    _1314 += _76[_1313];
                    _1313++;
                    continue;
                }
                _1315 = _1314;
                break;
            } while(false);
            float _900 = 1.0 / sqrt((_1315 / float(_117._m2)) + _117._m5);
            float _1318;
            _1318 = 0.0;
            float _946;
            for (uint _1316 = gl_LocalInvocationID.x; _1316 < _117._m2; _1318 = _946, _1316 += _73)
            {
                uint _911 = _858 + _1316;
                uint _915 = _1316 / 4u;
                uint _917 = _1316 % 4u;
                float _919 = ((threadgroup float*)&_156[_915])[_917];
                float _926 = fma(_919 * _900, _220._m0[_1316], _203._m0[_911]);
                ((threadgroup float*)&_156[_915])[_917] = _926;
                if (gl_WorkGroupID.x == 0u)
                {
                    _241._m0[_911] = _926;
                }
                _946 = fma(_926, _926, _1318);
            }
            _1317 = _1318;
        }
        else
        {
            _1317 = _1312;
        }
        float _1321;
        do
        {
            float _1047 = simd_sum(_1317);
            if (_63)
            {
                _1321 = _1047;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1051 = simd_is_first();
            if (_1051)
            {
                _76[gl_SubgroupID] = _1047;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1320;
            _1320 = _76[0];
            for (uint _1319 = 1u; _1319 < gl_NumSubgroups; )
            {
                _1320 += _76[_1319];
                _1319++;
                continue;
            }
            _1321 = _1320;
            break;
        } while(false);
        float _962 = 1.0 / sqrt((_1321 / float(_117._m2)) + _117._m4);
        for (uint _1322 = gl_LocalInvocationID.x; _1322 < _117._m2; )
        {
            uint _972 = _1322 / 4u;
            uint _974 = _1322 % 4u;
            ((threadgroup float*)&_156[_972])[_974] = (((threadgroup float*)&_156[_972])[_974] * _962) * _293._m0[_1322];
            _1322 += _73;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _407[_389];
    float _409[_389];
    for (uint _1325 = 0u; _1325 < _389; )
    {
        _409[_1325] = 0.0;
        _407[_1325] = 0.0;
        _1325++;
        continue;
    }
    uint _1326;
    _1326 = gl_LocalInvocationID.x;
    _31 _436[_389];
    _31 _452[_389];
    for (; _1326 < _117._m0; _1326 += _73)
    {
        for (uint _1360 = 0u; _1360 < _389; )
        {
            _31 _1095 = _31{ uint4(4u * ((min((_390 + _1360), (_117._m3 - 1u)) * _117._m0) + _1326)), 1.0, 0.0 };
            _436[_1360] = _1095;
            _452[_1360] = _1095;
            _1360++;
            continue;
        }
        uint _1361;
        _1361 = 0u;
        for (; _1361 < 4u; _1361++)
        {
            uint _480 = (4u * _1326) + _1361;
            float4 _1364;
            do
            {
                if (_301)
                {
                    _1364 = _140._m0[(gl_WorkGroupID.y * (_117._m2 / 4u)) + _480];
                    break;
                }
                _1364 = _156[_480];
                break;
            } while(false);
            for (uint _1365 = 0u; _1365 < _389; )
            {
                float4 _506 = as_type<float4>(_497._m0[_436[_1365]._m0.x + _1361]);
                _407[_1365] = fma(_1364.w, _506.w, fma(_1364.z, _506.z, fma(_1364.y, _506.y, fma(_1364.x, _506.x, _407[_1365]))));
                float4 _528 = as_type<float4>(_520._m0[_452[_1365]._m0.x + _1361]);
                _409[_1365] = fma(_1364.w, _528.w, fma(_1364.z, _528.z, fma(_1364.y, _528.y, fma(_1364.x, _528.x, _409[_1365]))));
                _1365++;
                continue;
            }
        }
    }
    float _623[_620];
    if (_545)
    {
        uint _1335;
        _1335 = 0u;
        uint _566;
        for (; _1335 < _389; _1335 = _566)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1354;
            _1354 = _1335;
            for (;;)
            {
                _566 = _1335 + 8u;
                if (_1354 < min(_566, _389))
                {
                    _572[((_1354 - _1335) * _73) + gl_LocalInvocationID.x] = _407[_1354];
                    _1354++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _591 = ((gl_LocalInvocationID.x + _73) - (_1335 % _73)) % _73;
            if (_591 < min(8u, (_389 - _1335)))
            {
                float _1358;
                _1358 = 0.0;
                for (uint _1356 = 0u; _1356 < _73; )
                {
                    _1358 += _572[(_591 * _73) + _1356];
                    _1356++;
                    continue;
                }
                _623[_1335 / _73] = _1358;
            }
        }
    }
    else
    {
        for (uint _1327 = 0u; _1327 < _389; _1327++)
        {
            float _643 = _407[_1327];
            float _1330;
            do
            {
                float _1190 = simd_sum(_643);
                if (_63)
                {
                    _1330 = _1190;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1194 = simd_is_first();
                if (_1194)
                {
                    _76[gl_SubgroupID] = _1190;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1329;
                _1329 = _76[0];
                for (uint _1328 = 1u; _1328 < gl_NumSubgroups; )
                {
                    _1329 += _76[_1328];
                    _1328++;
                    continue;
                }
                _1330 = _1329;
                break;
            } while(false);
            if ((_1327 % _73) == gl_LocalInvocationID.x)
            {
                _623[_1327 / _73] = _1330;
            }
        }
    }
    float _725[_620];
    if (_657)
    {
        uint _1344;
        _1344 = 0u;
        uint _677;
        for (; _1344 < _389; _1344 = _677)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1348;
            _1348 = _1344;
            for (;;)
            {
                _677 = _1344 + 8u;
                if (_1348 < min(_677, _389))
                {
                    _572[((_1348 - _1344) * _73) + gl_LocalInvocationID.x] = _409[_1348];
                    _1348++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _698 = ((gl_LocalInvocationID.x + _73) - (_1344 % _73)) % _73;
            if (_698 < min(8u, (_389 - _1344)))
            {
                float _1352;
                _1352 = 0.0;
                for (uint _1350 = 0u; _1350 < _73; )
                {
                    _1352 += _572[(_698 * _73) + _1350];
                    _1350++;
                    continue;
                }
                _725[_1344 / _73] = _1352;
            }
        }
    }
    else
    {
        for (uint _1336 = 0u; _1336 < _389; _1336++)
        {
            float _745 = _409[_1336];
            float _1339;
            do
            {
                float _1240 = simd_sum(_745);
                if (_63)
                {
                    _1339 = _1240;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1244 = simd_is_first();
                if (_1244)
                {
                    _76[gl_SubgroupID] = _1240;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1338;
                _1338 = _76[0];
                for (uint _1337 = 1u; _1337 < gl_NumSubgroups; )
                {
                    _1338 += _76[_1337];
                    _1337++;
                    continue;
                }
                _1339 = _1338;
                break;
            } while(false);
            if ((_1336 % _73) == gl_LocalInvocationID.x)
            {
                _725[_1336 / _73] = _1339;
            }
        }
    }
    for (uint _1345 = 0u; _1345 < _620; _1345++)
    {
        uint _771 = (_1345 * _73) + gl_LocalInvocationID.x;
        uint _775 = _390 + _771;
        bool _777 = _771 < _389;
        bool _784;
        if (_777)
        {
            _784 = _775 < _117._m3;
        }
        else
        {
            _784 = _777;
        }
        if (_784)
        {
            _790._m0[(gl_WorkGroupID.y * _117._m3) + _775] = (_623[_1345] / (1.0 + exp(fma((0.0447149984538555145263671875 * _623[_1345]) * _623[_1345], _623[_1345], _623[_1345]) * (-1.5957691669464111328125)))) * _725[_1345];
        }
    }
}

