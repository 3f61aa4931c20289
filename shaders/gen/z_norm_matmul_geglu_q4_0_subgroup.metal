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

#ifndef SPIRV_CROSS_CONSTANT_ID_5
#define SPIRV_CROSS_CONSTANT_ID_5 1u
#endif
constant uint _162 = SPIRV_CROSS_CONSTANT_ID_5;
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

struct _397
{
    uint _m0[1];
};

struct _413
{
    uint2 _m0[1];
};

struct _445
{
    uint _m0[1];
};

struct _459
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _514 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _657 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _658 = (_657 == 1u);
constant uint _682 = (8u * _84);
constant uint _731 = (_514 + _84);
constant uint _732 = (_731 - 1u);
constant uint _733 = (_732 / _84);
constant bool _770 = (_657 == 1u);

struct _901
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _922 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_922, 1u, 1u);

kernel void main0(constant _126& _128 [[buffer(0)]], const device _149& _151 [[buffer(2)]], const device _302& _304 [[buffer(3)]], const device _229& _231 [[buffer(4)]], const device _212& _214 [[buffer(5)]], device _250& _252 [[buffer(6)]], const device _413& _415 [[buffer(7)]], const device _397& _399 [[buffer(8)]], const device _459& _461 [[buffer(9)]], const device _445& _447 [[buffer(10)]], device _901& _903 [[buffer(11)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _87[_84];
    threadgroup float4 _167[_164];
    threadgroup float _685[_682];
    uint _515 = gl_WorkGroupID.x * _514;
    do
    {
        if (_120)
        {
            break;
        }
        uint _963 = gl_WorkGroupID.y * _128._m2;
        float _1559;
        _1559 = 0.0;
        for (uint _1558 = gl_LocalInvocationID.x; _1558 < _128._m2; )
        {
            uint _975 = (_963 + _1558) / 4u;
            uint _977 = _1558 % 4u;
            ((threadgroup float*)&_167[_1558 / 4u])[_977] = ((device float*)&_151._m0[_975])[_977];
            _1559 = fma(((device float*)&_151._m0[_975])[_977], ((device float*)&_151._m0[_975])[_977], _1559);
            _1558 += _84;
            continue;
        }
        float _1564;
        if (_180)
        {
            float _1562;
            do
            {
                float _1110 = simd_sum(_1559);
                if (_74)
                {
                    _1562 = _1110;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1114 = simd_is_first();
                if (_1114)
                {
                    _87[gl_SubgroupID] = _1110;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1561;
                _1561 = _87[0];
                for (uint _1560 = 1u; _1560 < gl_NumSubgroups; )
                {
                    _1561 += _87[_1560];
                    _1560++;
                    continue;
                }
                _1562 = _1561;
                break;
            } while(false);
            float _1005 = 1.0 / sqrt((_1562 / float(_128._m2)) + _128._m5);
            float _1565;
            _1565 = 0.0;
            float _1051;
            for (uint _1563 = gl_LocalInvocationID.x; _1563 < _128._m2; _1565 = _1051, _1563 += _84)
            {
                uint _1016 = _963 + _1563;
                uint _1020 = _1563 / 4u;
                uint _1022 = _1563 % 4u;
                float _1024 = ((threadgroup float*)&_167[_1020])[_1022];
                float _1031 = fma(_1024 * _1005, _231._m0[_1563], _214._m0[_1016]);
                ((threadgroup float*)&_167[_1020])[_1022] = _1031;
                if (gl_WorkGroupID.x == 0u)
                {
                    _252._m0[_1016] = _1031;
                }
                _1051 = fma(_1031, _1031, _1565);
            }
            _1564 = _1565;
        }
        else
        {
            _1564 = _1559;
        }
        float _1568;
        do
        {
            float _1152 = simd_sum(_1564);
            if (_74)
            {
                _1568 = _1152;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1156 = simd_is_first();
            if (_1156)
            {
                _87[gl_SubgroupID] = _1152;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1567;
            _1567 = _87[0];
            for (uint _1566 = 1u; _1566 < gl_NumSubgroups; )
            {
                _1567 += _87[_1566];
                _1566++;
                continue;
            }
            _1568 = _1567;
            break;
        } while(false);
        float _1067 = 1.0 / sqrt((_1568 / float(_128._m2)) + _128._m4);
        for (uint _1569 = gl_LocalInvocationID.x; _1569 < _128._m2; )
        {
            uint _1077 = _1569 / 4u;
            uint _1079 = _1569 % 4u;
            ((threadgroup float*)&_167[_1077])[_1079] = (((threadgroup float*)&_167[_1077])[_1079] * _1067) * _304._m0[_1569];
            _1569 += _84;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _532[_514];
    float _534[_514];
    for (uint _1572 = 0u; _1572 < _514; )
    {
        _534[_1572] = 0.0;
        _532[_1572] = 0.0;
        _1572++;
        continue;
    }
    _28 _561[_514];
    _28 _576[_514];
    uint4 _1526;
    uint4 _1530;
    for (uint _1573 = gl_LocalInvocationID.x; _1573 < _128._m0; _1573 += _84)
    {
        for (uint _1607 = 0u; _1607 < _514; _1607++)
        {
            uint _570 = min((_515 + _1607), (_128._m3 - 1u));
            uint _1200 = (_570 * _128._m1) + (_1573 >> uint(2));
            float2 _1203 = float2(as_type<half2>(_399._m0[_1200]));
            uint _1209 = (_570 * _128._m0) + _1573;
            bool _1217 = (_1573 & 2u) == 0u;
            float _1615;
            if (_1217)
            {
                _1615 = _1203.x;
            }
            else
            {
                _1615 = _1203.y;
            }
            _561[_1607] = _28{ uint4(_415._m0[_1209], 0u, 0u), _1615, 0.0 };
            float2 _1240 = float2(as_type<half2>(_447._m0[_1200]));
            float _1618;
            if (_1217)
            {
                _1618 = _1240.x;
            }
            else
            {
                _1618 = _1240.y;
            }
            _576[_1607] = _28{ uint4(_461._m0[_1209], 0u, 0u), _1618, 0.0 };
        }
        uint _1608;
        _1608 = 0u;
        for (; _1608 < 4u; _1608++)
        {
            uint _604 = (4u * _1573) + _1608;
            float4 _1611;
            do
            {
                if (_312)
                {
                    _1611 = _151._m0[(gl_WorkGroupID.y * (_128._m2 / 4u)) + _604];
                    break;
                }
                _1611 = _167[_604];
                break;
            } while(false);
            for (uint _1612 = 0u; _1612 < _514; )
            {
                _1530 = _561[_1612]._m0;
                uint _1303 = _1608 >> uint(1);
                uint _1308 = 16u * (_1608 & 1u);
                uint _1309 = _1530[_1303] >> _1308;
                float4 _1297 = (float4(uint4(_1309 & 15u, (_1309 >> uint(4)) & 15u, (_1309 >> uint(8)) & 15u, (_1309 >> uint(12)) & 15u)) - float4(8.0)) * _561[_1612]._m1;
                _532[_1612] = fma(_1611.w, _1297.w, fma(_1611.z, _1297.z, fma(_1611.y, _1297.y, fma(_1611.x, _1297.x, _532[_1612]))));
                _1526 = _576[_1612]._m0;
                uint _1368 = _1526[_1303] >> _1308;
                float4 _1357 = (float4(uint4(_1368 & 15u, (_1368 >> uint(4)) & 15u, (_1368 >> uint(8)) & 15u, (_1368 >> uint(12)) & 15u)) - float4(8.0)) * _576[_1612]._m1;
                _534[_1612] = fma(_1611.w, _1357.w, fma(_1611.z, _1357.z, fma(_1611.y, _1357.y, fma(_1611.x, _1357.x, _534[_1612]))));
                _1612++;
                continue;
            }
        }
    }
    float _736[_733];
    if (_658)
    {
        uint _1582;
        _1582 = 0u;
        uint _679;
        for (; _1582 < _514; _1582 = _679)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1601;
            _1601 = _1582;
            for (;;)
            {
                _679 = _1582 + 8u;
                if (_1601 < min(_679, _514))
                {
                    _685[((_1601 - _1582) * _84) + gl_LocalInvocationID.x] = _532[_1601];
                    _1601++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _704 = ((gl_LocalInvocationID.x + _84) - (_1582 % _84)) % _84;
            if (_704 < min(8u, (_514 - _1582)))
            {
                float _1605;
                _1605 = 0.0;
                for (uint _1603 = 0u; _1603 < _84; )
                {
                    _1605 += _685[(_704 * _84) + _1603];
                    _1603++;
                    continue;
                }
                _736[_1582 / _84] = _1605;
            }
        }
    }
    else
    {
        for (uint _1574 = 0u; _1574 < _514; _1574++)
        {
            float _756 = _532[_1574];
            float _1577;
            do
            {
                float _1420 = simd_sum(_756);
                if (_74)
                {
                    _1577 = _1420;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1424 = simd_is_first();
                if (_1424)
                {
                    _87[gl_SubgroupID] = _1420;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1576;
                _1576 = _87[0];
                for (uint _1575 = 1u; _1575 < gl_NumSubgroups; )
                {
                    _1576 += _87[_1575];
                    _1575++;
                    continue;
                }
                _1577 = _1576;
                break;
            } while(false);
            if ((_1574 % _84) == gl_LocalInvocationID.x)
            {
                _736[_1574 / _84] = _1577;
            }
        }
    }
    float _838[_733];
    if (_770)
    {
        uint _1591;
        _1591 = 0u;
        uint _790;
        for (; _1591 < _514; _1591 = _790)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1595;
            _1595 = _1591;
            for (;;)
            {
                _790 = _1591 + 8u;
                if (_1595 < min(_790, _514))
                {
                    _685[((_1595 - _1591) * _84) + gl_LocalInvocationID.x] = _534[_1595];
                    _1595++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _811 = ((gl_LocalInvocationID.x + _84) - (_1591 % _84)) % _84;
            if (_811 < min(8u, (_514 - _1591)))
            {
                float _1599;
                _1599 = 0.0;
                for (uint _1597 = 0u; _1597 < _84; )
                {
                    _1599 += _685[(_811 * _84) + _1597];
                    _1597++;
                    continue;
                }
                _838[_1591 / _84] = _1599;
            }
        }
    }
    else
    {
        for (uint _1583 = 0u; _1583 < _514; _1583++)
        {
            float _858 = _534[_1583];
            float _1586;
            do
            {
                float _1470 = simd_sum(_858);
                if (_74)
                {
                    _1586 = _1470;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1474 = simd_is_first();
                if (_1474)
                {
                    _87[gl_SubgroupID] = _1470;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1585;
                _1585 = _87[0];
                for (uint _1584 = 1u; _1584 < gl_NumSubgroups; )
                {
                    _1585 += _87[_1584];
                    _1584++;
                    continue;
                }
                _1586 = _1585;
                break;
            } while(false);
            if ((_1583 % _84) == gl_LocalInvocationID.x)
            {
                _838[_1583 / _84] = _1586;
            }
        }
    }
    for (uint _1592 = 0u; _1592 < _733; _1592++)
    {
        uint _884 = (_1592 * _84) + gl_LocalInvocationID.x;
        uint _888 = _515 + _884;
        bool _890 = _884 < _514;
        bool _897;
        if (_890)
        {
            _897 = _888 < _128._m3;
        }
        else
        {
            _897 = _890;
        }
        if (_897)
        {
            _903._m0[(gl_WorkGroupID.y * _128._m3) + _888] = (_736[_1592] / (1.0 + exp(fma((0.0447149984538555145263671875 * _736[_1592]) * _736[_1592], _736[_1592], _736[_1592]) * (-1.5957691669464111328125)))) * _838[_1592];
        }
    }
}

