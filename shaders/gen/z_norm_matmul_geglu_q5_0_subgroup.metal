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
constant uint _71 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _74 = (_71 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _84 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _119 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _120 = (_119 == 0u);

struct _126
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    float _m4;
    float _m5;
};

struct _149
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _162 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _163 = (_162 + 3u);
constant uint _164 = (_163 / 4u);
constant bool _180 = (_119 == 2u);

struct _212
{
    float _m0[1];
};

struct _229
{
    float _m0[1];
};

struct _250
{
    float _m0[1];
};

struct _302
{
    float _m0[1];
};

constant bool _312 = (_119 == 0u);

struct _432
{
    uint _m0[1];
};

struct _455
{
    uint2 _m0[1];
};

struct _497
{
    uint _m0[1];
};

struct _518
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _574 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _742 = (_574 + _84);
constant uint _743 = (_742 - 1u);
constant uint _744 = (_743 / _84);

struct _788
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _809 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_809, 1u, 1u);

kernel void main0(constant _126& _128 [[buffer(0)]], const device _149& _151 [[buffer(2)]], const device _302& _304 [[buffer(3)]], const device _229& _231 [[buffer(4)]], const device _212& _214 [[buffer(5)]], device _250& _252 [[buffer(6)]], const device _455& _457 [[buffer(7)]], const device _432& _434 [[buffer(8)]], const device _518& _520 [[buffer(9)]], const device _497& _499 [[buffer(10)]], device _788& _790 [[buffer(11)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _87[_84];
    threadgroup float4 _167[_164];
    uint _575 = gl_WorkGroupID.x * _574;
    do
    {
        if (_120)
        {
            break;
        }
        uint _850 = gl_WorkGroupID.y * _128._m2;
        float _1512;
        _1512 = 0.0;
        for (uint _1511 = gl_LocalInvocationID.x; _1511 < _128._m2; )
        {
            uint _862 = (_850 + _1511) / 4u;
            uint _864 = _1511 % 4u;
            ((threadgroup float*)&_167[_1511 / 4u])[_864] = ((device float*)&_151._m0[_862])[_864];
            _1512 = fma(((device float*)&_151._m0[_862])[_864], ((device float*)&_151._m0[_862])[_864], _1512);
            _1511 += _84;
            continue;
        }
        float _1517;
        if (_180)
        {
            float _1515;
            do
            {
                float _997 = simd_sum(_1512);
                if (_74)
                {
                    _1515 = _997;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1001 = simd_is_first();
                if (_1001)
                {
                    _87[gl_SubgroupID] = _997;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1514;
                _1514 = _87[0];
                for (uint _1513 = 1u; _1513 < gl_NumSubgroups; )
                {
                    _1514 += _87[_1513];
                    _1513++;
                    continue;
                }
                _1515 = _1514;
                break;
            } while(false);
            float _892 = 1.0 / sqrt((_1515 / float(_128._m2)) + _128._m5);
            float _1518;
            _1518 = 0.0;
            float _938;
            for (uint _1516 = gl_LocalInvocationID.x; _1516 < _128._m2; _1518 = _938, _1516 += _84)
            {
                uint _903 = _850 + _1516;
                uint _907 = _1516 / 4u;
                uint _909 = _1516 % 4u;
                float _911 = ((threadgroup float*)&_167[_907])[_909];
                float _918 = fma(_911 * _892, _231._m0[_1516], _214._m0[_903]);
                ((threadgroup float*)&_167[_907])[_909] = _918;
                if (gl_WorkGroupID.x == 0u)
                {
                    _252._m0[_903] = _918;
                }
                _938 = fma(_918, _918, _1518);
            }
            _1517 = _1518;
        }
        else
        {
            _1517 = _1512;
        }
        float _1521;
        do
        {
            float _1039 = simd_sum(_1517);
            if (_74)
            {
                _1521 = _1039;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1043 = simd_is_first();
            if (_1043)
            {
                _87[gl_SubgroupID] = _1039;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1520;
            _1520 = _87[0];
            for (uint _1519 = 1u; _1519 < gl_NumSubgroups; )
            {
                _1520 += _87[_1519];
                _1519++;
                continue;
            }
            _1521 = _1520;
            break;
        } while(false);
        float _954 = 1.0 / sqrt((_1521 / float(_128._m2)) + _128._m4);
        for (uint _1522 = gl_LocalInvocationID.x; _1522 < _128._m2; )
        {
            uint _964 = _1522 / 4u;
            uint _966 = _1522 % 4u;
            ((threadgroup float*)&_167[_964])[_966] = (((threadgroup float*)&_167[_964])[_966] * _954) * _304._m0[_1522];
            _1522 += _84;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _592[_574];
    float _594[_574];
    for (uint _1525 = 0u; _1525 < _574; )
    {
        _594[_1525] = 0.0;
        _592[_1525] = 0.0;
        _1525++;
        continue;
    }
    _28 _621[_574];
    _28 _635[_574];
    uint4 _1472;
    uint4 _1476;
    for (uint _1526 = gl_LocalInvocationID.x; _1526 < _128._m0; _1526 += _84)
    {
        for (uint _1544 = 0u; _1544 < _574; _1544++)
        {
            uint _629 = min((_575 + _1544), (_128._m3 - 1u));
            uint _1090 = (_629 * _128._m1) + (3u * (_1526 >> uint(2)));
            uint _1092 = _1090 + 2u;
            float2 _1095 = float2(as_type<half2>(_434._m0[_1092]));
            uint _1100 = _1090 + ((_1526 >> uint(1)) & 1u);
            uint _1105 = 16u * (_1526 & 1u);
            uint _1112 = (_629 * _128._m0) + _1526;
            bool _1121 = (_1526 & 2u) == 0u;
            float _1552;
            if (_1121)
            {
                _1552 = _1095.x;
            }
            else
            {
                _1552 = _1095.y;
            }
            _621[_1544] = _28{ uint4(_457._m0[_1112], _434._m0[_1100] >> _1105, 0u), _1552, 0.0 };
            float2 _1149 = float2(as_type<half2>(_499._m0[_1092]));
            float _1555;
            if (_1121)
            {
                _1555 = _1149.x;
            }
            else
            {
                _1555 = _1149.y;
            }
            _635[_1544] = _28{ uint4(_520._m0[_1112], _499._m0[_1100] >> _1105, 0u), _1555, 0.0 };
        }
        uint _1545;
        _1545 = 0u;
        for (; _1545 < 4u; _1545++)
        {
            uint _663 = (4u * _1526) + _1545;
            float4 _1548;
            do
            {
                if (_312)
                {
                    _1548 = _151._m0[(gl_WorkGroupID.y * (_128._m2 / 4u)) + _663];
                    break;
                }
                _1548 = _167[_663];
                break;
            } while(false);
            for (uint _1549 = 0u; _1549 < _574; )
            {
                uint _1215 = 4u * _1545;
                uint _1216 = _621[_1549]._m0.z >> _1215;
                _1476 = _621[_1549]._m0;
                uint _1246 = _1545 >> uint(1);
                uint _1251 = 16u * (_1545 & 1u);
                uint _1252 = _1476[_1246] >> _1251;
                float4 _1241 = (float4(uint4(_1252 & 15u, (_1252 >> uint(4)) & 15u, (_1252 >> uint(8)) & 15u, (_1252 >> uint(12)) & 15u) | (uint4(_1216 & 1u, (_1216 >> uint(1)) & 1u, (_1216 >> uint(2)) & 1u, (_1216 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _621[_1549]._m1;
                _592[_1549] = fma(_1548.w, _1241.w, fma(_1548.z, _1241.z, fma(_1548.y, _1241.y, fma(_1548.x, _1241.x, _592[_1549]))));
                uint _1298 = _635[_1549]._m0.z >> _1215;
                _1472 = _635[_1549]._m0;
                uint _1334 = _1472[_1246] >> _1251;
                float4 _1323 = (float4(uint4(_1334 & 15u, (_1334 >> uint(4)) & 15u, (_1334 >> uint(8)) & 15u, (_1334 >> uint(12)) & 15u) | (uint4(_1298 & 1u, (_1298 >> uint(1)) & 1u, (_1298 >> uint(2)) & 1u, (_1298 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _635[_1549]._m1;
                _594[_1549] = fma(_1548.w, _1323.w, fma(_1548.z, _1323.z, fma(_1548.y, _1323.y, fma(_1548.x, _1323.x, _594[_1549]))));
                _1549++;
                continue;
            }
        }
    }
    float _747[_744];
    float _752[_744];
    for (uint _1527 = 0u; _1527 < _574; _1527++)
    {
        float _728 = _592[_1527];
        float _1533;
        do
        {
            float _1378 = simd_sum(_728);
            if (_74)
            {
                _1533 = _1378;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1382 = simd_is_first();
            if (_1382)
            {
                _87[gl_SubgroupID] = _1378;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1532;
            _1532 = _87[0];
            for (uint _1531 = 1u; _1531 < gl_NumSubgroups; )
            {
                _1532 += _87[_1531];
                _1531++;
                continue;
            }
            _1533 = _1532;
            break;
        } while(false);
        float _734 = _594[_1527];
        float _1539;
        do
        {
            float _1416 = simd_sum(_734);
            if (_74)
            {
                _1539 = _1416;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1420 = simd_is_first();
            if (_1420)
            {
                _87[gl_SubgroupID] = _1416;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1538;
            _1538 = _87[0];
            for (uint _1537 = 1u; _1537 < gl_NumSubgroups; )
            {
                _1538 += _87[_1537];
                _1537++;
                continue;
            }
            _1539 = _1538;
            break;
        } while(false);
        if ((_1527 % _84) == gl_LocalInvocationID.x)
        {
            uint _749 = _1527 / _84;
            _747[_749] = _1533;
            _752[_749] = _1539;
        }
    }
    for (uint _1528 = 0u; _1528 < _744; _1528++)
    {
        uint _771 = (_1528 * _84) + gl_LocalInvocationID.x;
        uint _775 = _575 + _771;
        bool _777 = _771 < _574;
        bool _784;
        if (_777)
        {
            _784 = _775 < _128._m3;
        }
        else
        {
            _784 = _777;
        }
        if (_784)
        {
            _790._m0[(gl_WorkGroupID.y * _128._m3) + _775] = (_747[_1528] / (1.0 + exp(fma((0.0447149984538555145263671875 * _747[_1528]) * _747[_1528], _747[_1528], _747[_1528]) * (-1.5957691669464111328125)))) * _752[_1528];
        }
    }
}

