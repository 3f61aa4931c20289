#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _28
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _66 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _69 = (_66 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _79 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _114 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _115 = (_114 == 0u);

struct _121
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    float _m4;
    float _m5;
};

struct _144
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_5
#define SPIRV_CROSS_CONSTANT_ID_5 1u
#endif
constant uint _157 = SPIRV_CROSS_CONSTANT_ID_5;
constant uint _158 = (_157 + 3u);
constant uint _159 = (_158 / 4u);
constant bool _175 = (_114 == 2u);

struct _207
{
    float _m0[1];
};

struct _224
{
    float _m0[1];
};

struct _245
{
    float _m0[1];
};

struct _297
{
    float _m0[1];
};

constant bool _307 = (_114 == 0u);

struct _378
{
    uint _m0[1];
};

struct _393
{
    uint4 _m0[1];
};

struct _422
{
    uint _m0[1];
};

struct _436
{
    uint4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _488 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _631 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _632 = (_631 == 1u);
constant uint _656 = (8u * _79);
constant uint _705 = (_488 + _79);
constant uint _706 = (_705 - 1u);
constant uint _707 = (_706 / _79);
constant bool _744 = (_631 == 1u);

struct _875
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _896 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_896, 1u, 1u);

kernel void main0(constant _121& _123 [[buffer(0)]], const device _144& _146 [[buffer(2)]], const device _297& _299 [[buffer(3)]], const device _224& _226 [[buffer(4)]], const device _207& _209 [[buffer(5)]], device _245& _247 [[buffer(6)]], const device _393& _395 [[buffer(7)]], const device _378& _380 [[buffer(8)]], const device _436& _438 [[buffer(9)]], const device _422& _424 [[buffer(10)]], device _875& _877 [[buffer(11)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _82[_79];
    threadgroup float4 _162[_159];
    threadgroup float _659[_656];
    uint _489 = gl_WorkGroupID.x * _488;
    do
    {
        if (_115)
        {
            break;
        }
        uint _937 = gl_WorkGroupID.y * _123._m2;
        float _1499;
        _1499 = 0.0;
        for (uint _1498 = gl_LocalInvocationID.x; _1498 < _123._m2; )
        {
            uint _949 = (_937 + _1498) / 4u;
            uint _951 = _1498 % 4u;
            ((threadgroup float*)&_162[_1498 / 4u])[_951] = ((device float*)&_146._m0[_949])[_951];
            _1499 = fma(((device float*)&_146._m0[_949])[_951], ((device float*)&_146._m0[_949])[_951], _1499);
            _1498 += _79;
            continue;
        }
        float _1504;
        if (_175)
        {
            float _1502;
            do
            {
                float _1084 = simd_sum(_1499);
                if (_69)
                {
                    _1502 = _1084;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1088 = simd_is_first();
                if (_1088)
                {
                    _82[gl_SubgroupID] = _1084;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1501;
                _1501 = _82[0];
                for (uint _1500 = 1u; _1500 < gl_NumSubgroups; )
                {
                    _1501 += _82[_1500];
                    _1500++;
                    continue;
                }
                _1502 = _1501;
                break;
            } while(false);
            float _979 = 1.0 / sqrt((_1502 / float(_123._m2)) + _123._m5);
            float _1505;
            _1505 = 0.0;
            float _1025;
            for (uint _1503 = gl_LocalInvocationID.x; _1503 < _123._m2; _1505 = _1025, _1503 += _79)
            {
                uint _990 = _937 + _1503;
                uint _994 = _1503 / 4u;
                uint _996 = _1503 % 4u;
                float _998 = ((threadgroup float*)&_162[_994])[_996];
                float _1005 = fma(_998 * _979, _226._m0[_1503], _209._m0[_990]);
                ((threadgroup float*)&_162[_994])[_996] = _1005;
                if (gl_WorkGroupID.x == 0u)
                {
                    _247._m0[_990] = _1005;
                }
                _1025 = fma(_1005, _1005, _1505);
            }
            _1504 = _1505;
        }
        else
        {
            _1504 = _1499;
        }
        float _1508;
        do
        {
            float _1126 = simd_sum(_1504);
            if (_69)
            {
                _1508 = _1126;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1130 = simd_is_first();
            if (_1130)
            {
                _82[gl_SubgroupID] = _1126;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1507;
            _1507 = _82[0];
            for (uint _1506 = 1u; _1506 < gl_NumSubgroups; )
            {
                _1507 += _82[_1506];
                _1506++;
                continue;
            }
            _1508 = _1507;
            break;
        } while(false);
        float _1041 = 1.0 / sqrt((_1508 / float(_123._m2)) + _123._m4);
        for (uint _1509 = gl_LocalInvocationID.x; _1509 < _123._m2; )
        {
            uint _1051 = _1509 / 4u;
            uint _1053 = _1509 % 4u;
            ((threadgroup float*)&_162[_1051])[_1053] = (((threadgroup float*)&_162[_1051])[_1053] * _1041) * _299._m0[_1509];
            _1509 += _79;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _506[_488];
    float _508[_488];
    for (uint _1512 = 0u; _1512 < _488; )
    {
        _508[_1512] = 0.0;
        _506[_1512] = 0.0;
        _1512++;
        continue;
    }
    _28 _535[_488];
    _28 _550[_488];
    uint4 _1467;
    uint4 _1473;
    for (uint _1513 = gl_LocalInvocationID.x; _1513 < _123._m0; _1513 += _79)
    {
        for (uint _1547 = 0u; _1547 < _488; _1547++)
        {
            uint _544 = min((_489 + _1547), (_123._m3 - 1u));
            uint _1174 = (_544 * _123._m1) + (_1513 >> uint(2));
            float2 _1177 = float2(as_type<half2>(_380._m0[_1174]));
            uint _1183 = (_544 * _123._m0) + _1513;
            bool _1188 = (_1513 & 2u) == 0u;
            float _1555;
            if (_1188)
            {
                _1555 = _1177.x;
            }
            else
            {
                _1555 = _1177.y;
            }
            _535[_1547] = _28{ _395._m0[_1183], _1555, 0.0 };
            float2 _1211 = float2(as_type<half2>(_424._m0[_1174]));
            float _1558;
            if (_1188)
            {
                _1558 = _1211.x;
            }
            else
            {
                _1558 = _1211.y;
            }
            _550[_1547] = _28{ _438._m0[_1183], _1558, 0.0 };
        }
        uint _1548;
        _1548 = 0u;
        for (; _1548 < 4u; _1548++)
        {
            uint _578 = (4u * _1513) + _1548;
            float4 _1551;
            do
            {
                if (_307)
                {
                    _1551 = _146._m0[(gl_WorkGroupID.y * (_123._m2 / 4u)) + _578];
                    break;
                }
                _1551 = _162[_578];
                break;
            } while(false);
            for (uint _1552 = 0u; _1552 < _488; )
            {
                _1467 = _535[_1552]._m0;
                int _1259 = int(_1467[_1548]);
                float4 _1275 = float4(float(extract_bits(_1259, uint(0), uint(8))), float(extract_bits(_1259, uint(8), uint(8))), float(extract_bits(_1259, uint(16), uint(8))), float(_1259 >> 24)) * _535[_1552]._m1;
                _506[_1552] = fma(_1551.w, _1275.w, fma(_1551.z, _1275.z, fma(_1551.y, _1275.y, fma(_1551.x, _1275.x, _506[_1552]))));
                _1473 = _550[_1552]._m0;
                int _1305 = int(_1473[_1548]);
                float4 _1321 = float4(float(extract_bits(_1305, uint(0), uint(8))), float(extract_bits(_1305, uint(8), uint(8))), float(extract_bits(_1305, uint(16), uint(8))), float(_1305 >> 24)) * _550[_1552]._m1;
                _508[_1552] = fma(_1551.w, _1321.w, fma(_1551.z, _1321.z, fma(_1551.y, _1321.y, fma(_1551.x, _1321.x, _508[_1552]))));
                _1552++;
                continue;
            }
        }
    }
    float _710[_707];
    if (_632)
    {
        uint _1522;
        _1522 = 0u;
        uint _653;
        for (; _1522 < _488; _1522 = _653)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1541;
            _1541 = _1522;
            for (;;)
            {
                _653 = _1522 + 8u;
                if (_1541 < min(_653, _488))
                {
                    _659[((_1541 - _1522) * _79) + gl_LocalInvocationID.x] = _506[_1541];
                    _1541++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _678 = ((gl_LocalInvocationID.x + _79) - (_1522 % _79)) % _79;
            if (_678 < min(8u, (_488 - _1522)))
            {
                float _1545;
                _1545 = 0.0;
                for (uint _1543 = 0u; _1543 < _79; )
                {
                    _1545 += _659[(_678 * _79) + _1543];
                    _1543++;
                    continue;
                }
                _710[_1522 / _79] = _1545;
            }
        }
    }
    else
    {
        for (uint _1514 = 0u; _1514 < _488; _1514++)
        {
            float _730 = _506[_1514];
            float _1517;
            do
            {
                float _1361 = simd_sum(_730);
                if (_69)
                {
                    _1517 = _1361;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1365 = simd_is_first();
                if (_1365)
                {
                    _82[gl_SubgroupID] = _1361;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1516;
                _1516 = _82[0];
                for (uint _1515 = 1u; _1515 < gl_NumSubgroups; )
                {
                    _1516 += _82[_1515];
                    _1515++;
                    continue;
                }
                _1517 = _1516;
                break;
            } while(false);
            if ((_1514 % _79) == gl_LocalInvocationID.x)
            {
                _710[_1514 / _79] = _1517;
            }
        }
    }
    float _812[_707];
    if (_744)
    {
        uint _1531;
        _1531 = 0u;
        uint _764;
        for (; _1531 < _488; _1531 = _764)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1535;
            _1535 = _1531;
            for (;;)
            {
                _764 = _1531 + 8u;
                if (_1535 < min(_764, _488))
                {
                    _659[((_1535 - _1531) * _79) + gl_LocalInvocationID.x] = _508[_1535];
                    _1535++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _785 = ((gl_LocalInvocationID.x + _79) - (_1531 % _79)) % _79;
            if (_785 < min(8u, (_488 - _1531)))
            {
                float _1539;
                _1539 = 0.0;
                for (uint _1537 = 0u; _1537 < _79; )
                {
                    _1539 += _659[(_785 * _79) + _1537];
                    _1537++;
                    continue;
                }
                _812[_1531 / _79] = _1539;
            }
        }
    }
    else
    {
        for (uint _1523 = 0u; _1523 < _488; _1523++)
        {
            float _832 = _508[_1523];
            float _1526;
            do
            {
                float _1411 = simd_sum(_832);
                if (_69)
                {
                    _1526 = _1411;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1415 = simd_is_first();
                if (_1415)
                {
                    _82[gl_SubgroupID] = _1411;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1525;
                _1525 = _82[0];
                for (uint _1524 = 1u; _1524 < gl_NumSubgroups; )
                {
                    _1525 += _82[_1524];
                    _1524++;
                    continue;
                }
                _1526 = _1525;
                break;
            } while(false);
            if ((_1523 % _79) == gl_LocalInvocationID.x)
            {
                _812[_1523 / _79] = _1526;
            }
        }
    }
    for (uint _1532 = 0u; _1532 < _707; _1532++)
    {
        uint _858 = (_1532 * _79) + gl_LocalInvocationID.x;
        uint _862 = _489 + _858;
        bool _864 = _858 < _488;
        bool _871;
        if (_864)
        {
            _871 = _862 < _123._m3;
        }
        else
        {
            _871 = _864;
        }
        if (_871)
        {
            _877._m0[(gl_WorkGroupID.y * _123._m3) + _862] = (_710[_1532] / (1.0 + exp(fma((0.0447149984538555145263671875 * _710[_1532]) * _710[_1532], _710[_1532], _710[_1532]) * (-1.5957691669464111328125)))) * _812[_1532];
        }
    }
}

