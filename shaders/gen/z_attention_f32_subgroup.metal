#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _55 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _58 = (_55 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _68 = SPIRV_CROSS_CONSTANT_ID_0;
constant bool _105 = (_55 == 1u);

struct _139
{
    float _m0[1];
};

struct _156
{
    float _m0[1];
};

struct _171
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    float _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _212 = SPIRV_CROSS_CONSTANT_ID_2;

struct _232
{
    int _m0[1];
};

struct _246
{
    int _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _294 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _295 = (_294 * _212);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 16u
#endif
constant uint _304 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _319 = (_294 * _212);
constant uint _320 = (_319 * _304);

struct _336
{
    float2 _m0[1];
};

constant uint _396 = (_294 * _212);
constant uint _398 = (_294 * _212);
constant uint _443 = (_294 * _212);
constant uint _478 = (_294 * _212);
constant uint _495 = (_294 * _212);
constant uint _496 = (_495 * 64u);
constant uint _518 = (_294 * _212);

struct _684
{
    float _m0[1];
};

constant uint _709 = (_294 * _212);
constant uint _710 = (_709 * _304);
constant uint _712 = (_294 * _212);
constant uint _713 = (_712 * _304);
constant uint _752 = (_294 * _212);
constant uint _754 = (_294 * _212);
constant uint _796 = (_294 * _212);
constant uint _828 = (_294 * _212);

struct _939
{
    uint _m0[1];
};

constant bool _998 = (_294 > 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _1001 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_1001, 1u, 1u);

kernel void main0(constant _171& _173 [[buffer(0)]], const device _939& _941 [[buffer(1)]], const device _336& _338 [[buffer(2)]], const device _139& _141 [[buffer(3)]], const device _156& _158 [[buffer(4)]], const device _246& _248 [[buffer(5)]], const device _232& _234 [[buffer(6)]], device _684& _686 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _71[_68];
    threadgroup float _499[_496];
    uint _934 = _173._m5 + (gl_WorkGroupID.z * _294);
    uint _948 = min((_934 + _294), _941._m0[_173._m7]);
    float2 _1032[_320];
    float _1037[_398];
    float2 _1071[_713];
    float _1075[_754];
    uint _1951;
    for (uint _1950 = _934; _1950 < _948; _1950 = _1951)
    {
        _1951 = _1950 + 1u;
        for (;;)
        {
            bool _967 = _1951 < _948;
            bool _977;
            if (_967)
            {
                _977 = _234._m0[_1951] == _234._m0[_1950];
            }
            else
            {
                _977 = _967;
            }
            bool _989;
            if (_977)
            {
                _989 = _248._m0[_1951] == (_248._m0[_1951 - 1u] + 1);
            }
            else
            {
                _989 = _977;
            }
            if (_989)
            {
                _1951++;
                continue;
            }
            else
            {
                break;
            }
        }
        do
        {
            uint _1098 = _173._m1 / 2u;
            uint _1105 = uint(_234._m0[_1950]) * _173._m2;
            uint _1109 = uint(_248._m0[_1950]);
            bool _1673 = _173._m3 > 0u;
            bool _1680;
            if (_1673)
            {
                _1680 = _1109 >= _173._m3;
            }
            else
            {
                _1680 = _1673;
            }
            uint _1957;
            if (_1680)
            {
                _1957 = (_1109 - _173._m3) + 1u;
            }
            else
            {
                _1957 = 0u;
            }
            uint _1112 = _1951 - 1u;
            uint _1115 = uint(_248._m0[_1112]);
            uint _1117 = _1957 / 64u;
            uint _1120 = _1117 + gl_WorkGroupID.x;
            if (_1120 > (_1115 / 64u))
            {
                break;
            }
            uint _1129 = _1120 * 64u;
            uint _1130 = max(_1957, _1129);
            uint _1135 = (_1120 + 1u) * 64u;
            uint _1136 = min((_1115 + 1u), _1135);
            for (uint _1958 = 0u; _1958 < _295; _1958++)
            {
                for (uint _2046 = 0u; _2046 < _304; _2046++)
                {
                    uint _1150 = (_2046 * _68) + gl_LocalInvocationID.x;
                    float2 _2048;
                    if (_1150 < _1098)
                    {
                        _2048 = _338._m0[(((((min((_1950 + (_1958 / _212)), _1112) * _173._m0) + gl_WorkGroupID.y) * _212) + (_1958 % _212)) * _1098) + _1150];
                    }
                    else
                    {
                        _2048 = float2(0.0);
                    }
                    _1032[(_1958 * _304) + _2046] = _2048;
                }
            }
            for (uint _1959 = _1130; _1959 < _1136; _1959++)
            {
                uint _1213 = (((_1105 + (_1959 % _173._m2)) * _173._m0) + gl_WorkGroupID.y) * _1098;
                for (uint _2026 = 0u; _2026 < _396; )
                {
                    _1037[_2026] = 0.0;
                    _2026++;
                    continue;
                }
                uint _2027;
                _2027 = 0u;
                for (; _2027 < _304; _2027++)
                {
                    uint _1233 = (_2027 * _68) + gl_LocalInvocationID.x;
                    float2 _2042;
                    if (_1233 < _1098)
                    {
                        uint _1701 = 2u * (_1213 + min(_1233, (_1098 - 1u)));
                        _2042 = float2(_141._m0[_1701], _141._m0[_1701 + 1u]);
                    }
                    else
                    {
                        _2042 = float2(0.0);
                    }
                    for (uint _2043 = 0u; _2043 < _443; )
                    {
                        uint _1256 = (_2043 * _304) + _2027;
                        _1037[_2043] = fma(_1032[_1256].y, _2042.y, fma(_1032[_1256].x, _2042.x, _1037[_2043]));
                        _2043++;
                        continue;
                    }
                }
                for (uint _2028 = 0u; _2028 < _478; _2028++)
                {
                    float _1291 = _1037[_2028];
                    float _2034;
                    do
                    {
                        float _1718 = simd_sum(_1291);
                        if (_58)
                        {
                            _2034 = _1718;
                            break;
                        }
                        threadgroup_barrier(mem_flags::mem_threadgroup);
                        bool _1722 = simd_is_first();
                        if (_1722)
                        {
                            _71[gl_SubgroupID] = _1718;
                        }
                        threadgroup_barrier(mem_flags::mem_threadgroup);
                        float _2033;
                        _2033 = _71[0];
                        for (uint _2032 = 1u; _2032 < gl_NumSubgroups; )
                        {
                            _2033 += _71[_2032];
                            _2032++;
                            continue;
                        }
                        _2034 = _2033;
                        break;
                    } while(false);
                    if (gl_LocalInvocationID.x == 0u)
                    {
                        _499[(_2028 * 64u) + (_1959 % 64u)] = _173._m4 * _2034;
                    }
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            for (uint _1960 = 0u; _1960 < _518; _1960++)
            {
                uint _1320 = _1960 / _212;
                uint _1321 = _1950 + _1320;
                bool _1324 = _1321 < _1951;
                uint _1980;
                if (_1324)
                {
                    _1980 = uint(_248._m0[_1321]);
                }
                else
                {
                    _1980 = 0u;
                }
                bool _1764;
                if (_1673)
                {
                    _1764 = _1980 >= _173._m3;
                }
                else
                {
                    _1764 = _1673;
                }
                uint _1981;
                if (_1764)
                {
                    _1981 = (_1980 - _173._m3) + 1u;
                }
                else
                {
                    _1981 = 0u;
                }
                uint _1338 = max(_1981, _1129);
                uint _1982;
                if (_1324)
                {
                    _1982 = min((_1980 + 1u), _1135);
                }
                else
                {
                    _1982 = 0u;
                }
                float _1984;
                _1984 = -3.4028234663852885981170418348452e+38;
                float _2100;
                for (uint _1983 = gl_LocalInvocationID.x; _1983 < 64u; _1984 = _2100, _1983 += _68)
                {
                    uint _1361 = _1983 + _1129;
                    bool _1363 = _1361 >= _1338;
                    bool _1372;
                    if (_1363)
                    {
                        _1372 = _1361 < _1982;
                    }
                    else
                    {
                        _1372 = _1363;
                    }
                    if (_1372)
                    {
                        _2100 = max(_1984, _499[(_1960 * 64u) + _1983]);
                    }
                    else
                    {
                        _2100 = _1984;
                    }
                }
                float _1987;
                do
                {
                    float _1786 = simd_max(_1984);
                    if (_105)
                    {
                        _1987 = _1786;
                        break;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    bool _1790 = simd_is_first();
                    if (_1790)
                    {
                        _71[gl_SubgroupID] = _1786;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    float _1986;
                    _1986 = _71[0];
                    for (uint _1985 = 1u; _1985 < gl_NumSubgroups; )
                    {
                        _1986 = max(_1986, _71[_1985]);
                        _1985++;
                        continue;
                    }
                    _1987 = _1986;
                    break;
                } while(false);
                float _1989;
                _1989 = 0.0;
                float _1432;
                for (uint _1988 = gl_LocalInvocationID.x; _1988 < 64u; _1989 = _1432, _1988 += _68)
                {
                    uint _1398 = _1988 + _1129;
                    bool _1400 = _1398 >= _1338;
                    bool _1409;
                    if (_1400)
                    {
                        _1409 = _1398 < _1982;
                    }
                    else
                    {
                        _1409 = _1400;
                    }
                    float _2017;
                    if (_1409)
                    {
                        _2017 = exp(_499[(_1960 * 64u) + _1988] - _1987);
                    }
                    else
                    {
                        _2017 = 0.0;
                    }
                    _499[(_1960 * 64u) + _1988] = _2017;
                    _1432 = _1989 + _2017;
                }
                float _1996;
                do
                {
                    float _1828 = simd_sum(_1989);
                    if (_58)
                    {
                        _1996 = _1828;
                        break;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    bool _1832 = simd_is_first();
                    if (_1832)
                    {
                        _71[gl_SubgroupID] = _1828;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    float _1995;
                    _1995 = _71[0];
                    for (uint _1994 = 1u; _1994 < gl_NumSubgroups; )
                    {
                        _1995 += _71[_1994];
                        _1994++;
                        continue;
                    }
                    _1996 = _1995;
                    break;
                } while(false);
                if ((gl_LocalInvocationID.x == 0u) && (_1338 < _1982))
                {
                    uint _1460 = (((((((_1321 - _173._m5) * _173._m6) + (_1120 - (_1981 / 64u))) * _173._m0) * _212) + ((gl_WorkGroupID.y * _212) + (_1960 % _212))) * (_173._m1 + 2u)) + _173._m1;
                    _686._m0[_1460] = _1987;
                    _686._m0[_1460 + 1u] = _1996;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            for (uint _1961 = 0u; _1961 < _710; )
            {
                _1071[_1961] = float2(0.0);
                _1961++;
                continue;
            }
            uint _1962;
            _1962 = _1130;
            for (; _1962 < _1136; _1962++)
            {
                uint _1505 = (((_1105 + (_1962 % _173._m2)) * _173._m0) + gl_WorkGroupID.y) * _1098;
                for (uint _1974 = 0u; _1974 < _752; )
                {
                    _1075[_1974] = _499[(_1974 * 64u) + (_1962 % 64u)];
                    _1974++;
                    continue;
                }
                uint _1975;
                _1975 = 0u;
                for (; _1975 < _304; _1975++)
                {
                    uint _1890 = 2u * (_1505 + min(((_1975 * _68) + gl_LocalInvocationID.x), (_1098 - 1u)));
                    float2 _1898 = float2(_158._m0[_1890], _158._m0[_1890 + 1u]);
                    for (uint _1978 = 0u; _1978 < _796; )
                    {
                        uint _1547 = (_1978 * _304) + _1975;
                        _1071[_1547] = fma(float2(_1075[_1978]), _1898, _1071[_1547]);
                        _1978++;
                        continue;
                    }
                }
            }
            for (uint _1963 = 0u; _1963 < _828; _1963++)
            {
                uint _1581 = _1950 + (_1963 / _212);
                bool _1584 = _1581 < _1951;
                uint _1964;
                if (_1584)
                {
                    _1964 = uint(_248._m0[_1581]);
                }
                else
                {
                    _1964 = 0u;
                }
                bool _1911;
                if (_1673)
                {
                    _1911 = _1964 >= _173._m3;
                }
                else
                {
                    _1911 = _1673;
                }
                uint _1965;
                if (_1911)
                {
                    _1965 = (_1964 - _173._m3) + 1u;
                }
                else
                {
                    _1965 = 0u;
                }
                uint _1595 = _1965 / 64u;
                bool _1602 = _1584 && (_1120 >= _1595);
                bool _1609;
                if (_1602)
                {
                    _1609 = _1120 <= (_1964 / 64u);
                }
                else
                {
                    _1609 = _1602;
                }
                if (_1609)
                {
                    uint _1941 = ((((((_1581 - _173._m5) * _173._m6) + (_1120 - _1595)) * _173._m0) * _212) + ((gl_WorkGroupID.y * _212) + (_1963 % _212))) * (_173._m1 + 2u);
                    for (uint _1970 = 0u; _1970 < _304; _1970++)
                    {
                        uint _1629 = (_1970 * _68) + gl_LocalInvocationID.x;
                        if (_1629 < _1098)
                        {
                            uint _1637 = _1941 + (2u * _1629);
                            uint _1641 = (_1963 * _304) + _1970;
                            _686._m0[_1637] = _1071[_1641].x;
                            _686._m0[_1637 + 1u] = _1071[_1641].y;
                        }
                    }
                }
            }
            break;
        } while(false);
        if (_998)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
    }
}

