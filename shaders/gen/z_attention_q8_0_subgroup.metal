#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _60 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _63 = (_60 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _73 = SPIRV_CROSS_CONSTANT_ID_0;
constant bool _110 = (_60 == 1u);

struct _172
{
    uint _m0[1];
};

struct _208
{
    uint _m0[1];
};

struct _232
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
constant uint _273 = SPIRV_CROSS_CONSTANT_ID_2;

struct _293
{
    int _m0[1];
};

struct _307
{
    int _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _355 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _356 = (_355 * _273);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 16u
#endif
constant uint _365 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _380 = (_355 * _273);
constant uint _381 = (_380 * _365);

struct _397
{
    float2 _m0[1];
};

constant uint _457 = (_355 * _273);
constant uint _459 = (_355 * _273);
constant uint _504 = (_355 * _273);
constant uint _539 = (_355 * _273);
constant uint _556 = (_355 * _273);
constant uint _557 = (_556 * 64u);
constant uint _579 = (_355 * _273);

struct _745
{
    float _m0[1];
};

constant uint _771 = (_355 * _273);
constant uint _772 = (_771 * _365);
constant uint _774 = (_355 * _273);
constant uint _775 = (_774 * _365);
constant uint _814 = (_355 * _273);
constant uint _816 = (_355 * _273);
constant uint _858 = (_355 * _273);
constant uint _890 = (_355 * _273);

struct _1001
{
    uint _m0[1];
};

constant bool _1059 = (_355 > 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _1062 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_1062, 1u, 1u);

kernel void main0(constant _232& _234 [[buffer(0)]], const device _1001& _1003 [[buffer(1)]], const device _397& _399 [[buffer(2)]], const device _172& _174 [[buffer(3)]], const device _208& _210 [[buffer(4)]], const device _307& _309 [[buffer(5)]], const device _293& _295 [[buffer(6)]], device _745& _747 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _76[_73];
    threadgroup float _560[_557];
    uint _996 = _234._m5 + (gl_WorkGroupID.z * _355);
    uint _1009 = min((_996 + _355), _1003._m0[_234._m7]);
    float2 _1093[_381];
    float _1098[_459];
    float2 _1132[_775];
    float _1136[_816];
    uint _2080;
    for (uint _2079 = _996; _2079 < _1009; _2079 = _2080)
    {
        _2080 = _2079 + 1u;
        for (;;)
        {
            bool _1028 = _2080 < _1009;
            bool _1038;
            if (_1028)
            {
                _1038 = _295._m0[_2080] == _295._m0[_2079];
            }
            else
            {
                _1038 = _1028;
            }
            bool _1050;
            if (_1038)
            {
                _1050 = _309._m0[_2080] == (_309._m0[_2080 - 1u] + 1);
            }
            else
            {
                _1050 = _1038;
            }
            if (_1050)
            {
                _2080++;
                continue;
            }
            else
            {
                break;
            }
        }
        do
        {
            uint _1159 = _234._m1 / 2u;
            uint _1166 = uint(_295._m0[_2079]) * _234._m2;
            uint _1170 = uint(_309._m0[_2079]);
            bool _1734 = _234._m3 > 0u;
            bool _1741;
            if (_1734)
            {
                _1741 = _1170 >= _234._m3;
            }
            else
            {
                _1741 = _1734;
            }
            uint _2086;
            if (_1741)
            {
                _2086 = (_1170 - _234._m3) + 1u;
            }
            else
            {
                _2086 = 0u;
            }
            uint _1173 = _2080 - 1u;
            uint _1176 = uint(_309._m0[_1173]);
            uint _1178 = _2086 / 64u;
            uint _1181 = _1178 + gl_WorkGroupID.x;
            if (_1181 > (_1176 / 64u))
            {
                break;
            }
            uint _1190 = _1181 * 64u;
            uint _1191 = max(_2086, _1190);
            uint _1196 = (_1181 + 1u) * 64u;
            uint _1197 = min((_1176 + 1u), _1196);
            for (uint _2087 = 0u; _2087 < _356; _2087++)
            {
                for (uint _2175 = 0u; _2175 < _365; _2175++)
                {
                    uint _1211 = (_2175 * _73) + gl_LocalInvocationID.x;
                    float2 _2177;
                    if (_1211 < _1159)
                    {
                        _2177 = _399._m0[(((((min((_2079 + (_2087 / _273)), _1173) * _234._m0) + gl_WorkGroupID.y) * _273) + (_2087 % _273)) * _1159) + _1211];
                    }
                    else
                    {
                        _2177 = float2(0.0);
                    }
                    _1093[(_2087 * _365) + _2175] = _2177;
                }
            }
            for (uint _2088 = _1191; _2088 < _1197; _2088++)
            {
                uint _1274 = (((_1166 + (_2088 % _234._m2)) * _234._m0) + gl_WorkGroupID.y) * _1159;
                for (uint _2155 = 0u; _2155 < _457; )
                {
                    _1098[_2155] = 0.0;
                    _2155++;
                    continue;
                }
                uint _2156;
                _2156 = 0u;
                for (; _2156 < _365; _2156++)
                {
                    uint _1294 = (_2156 * _73) + gl_LocalInvocationID.x;
                    float2 _2171;
                    if (_1294 < _1159)
                    {
                        uint _1304 = _1274 + min(_1294, (_1159 - 1u));
                        uint _1767 = (_1304 / 16u) * 17u;
                        uint _1772 = (_1767 + 1u) + (_1304 % 16u);
                        int _1796 = int(_174._m0[_1772 / 2u] >> (16u * (_1772 & 1u)));
                        _2171 = float2(float(extract_bits(_1796, uint(0), uint(8))), float(extract_bits(_1796, uint(8), uint(8)))) * float2(as_type<half2>(_174._m0[_1767 / 2u] >> (16u * (_1767 & 1u)))).x;
                    }
                    else
                    {
                        _2171 = float2(0.0);
                    }
                    for (uint _2172 = 0u; _2172 < _504; )
                    {
                        uint _1317 = (_2172 * _365) + _2156;
                        _1098[_2172] = fma(_1093[_1317].y, _2171.y, fma(_1093[_1317].x, _2171.x, _1098[_2172]));
                        _2172++;
                        continue;
                    }
                }
                for (uint _2157 = 0u; _2157 < _539; _2157++)
                {
                    float _1352 = _1098[_2157];
                    float _2163;
                    do
                    {
                        float _1813 = simd_sum(_1352);
                        if (_63)
                        {
                            _2163 = _1813;
                            break;
                        }
                        threadgroup_barrier(mem_flags::mem_threadgroup);
                        bool _1817 = simd_is_first();
                        if (_1817)
                        {
                            _76[gl_SubgroupID] = _1813;
                        }
                        threadgroup_barrier(mem_flags::mem_threadgroup);
                        float _2162;
                        _2162 = _76[0];
                        for (uint _2161 = 1u; _2161 < gl_NumSubgroups; )
                        {
                            _2162 += _76[_2161];
                            _2161++;
                            continue;
                        }
                        _2163 = _2162;
                        break;
                    } while(false);
                    if (gl_LocalInvocationID.x == 0u)
                    {
                        _560[(_2157 * 64u) + (_2088 % 64u)] = _234._m4 * _2163;
                    }
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            for (uint _2089 = 0u; _2089 < _579; _2089++)
            {
                uint _1381 = _2089 / _273;
                uint _1382 = _2079 + _1381;
                bool _1385 = _1382 < _2080;
                uint _2109;
                if (_1385)
                {
                    _2109 = uint(_309._m0[_1382]);
                }
                else
                {
                    _2109 = 0u;
                }
                bool _1859;
                if (_1734)
                {
                    _1859 = _2109 >= _234._m3;
                }
                else
                {
                    _1859 = _1734;
                }
                uint _2110;
                if (_1859)
                {
                    _2110 = (_2109 - _234._m3) + 1u;
                }
                else
                {
                    _2110 = 0u;
                }
                uint _1399 = max(_2110, _1190);
                uint _2111;
                if (_1385)
                {
                    _2111 = min((_2109 + 1u), _1196);
                }
                else
                {
                    _2111 = 0u;
                }
                float _2113;
                _2113 = -3.4028234663852885981170418348452e+38;
                float _2229;
                for (uint _2112 = gl_LocalInvocationID.x; _2112 < 64u; _2113 = _2229, _2112 += _73)
                {
                    uint _1422 = _2112 + _1190;
                    bool _1424 = _1422 >= _1399;
                    bool _1433;
                    if (_1424)
                    {
                        _1433 = _1422 < _2111;
                    }
                    else
                    {
                        _1433 = _1424;
                    }
                    if (_1433)
                    {
                        _2229 = max(_2113, _560[(_2089 * 64u) + _2112]);
                    }
                    else
                    {
                        _2229 = _2113;
                    }
                }
                float _2116;
                do
                {
                    float _1881 = simd_max(_2113);
                    if (_110)
                    {
                        _2116 = _1881;
                        break;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    bool _1885 = simd_is_first();
                    if (_1885)
                    {
                        _76[gl_SubgroupID] = _1881;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    float _2115;
                    _2115 = _76[0];
                    for (uint _2114 = 1u; _2114 < gl_NumSubgroups; )
                    {
                        _2115 = max(_2115, _76[_2114]);
                        _2114++;
                        continue;
                    }
                    _2116 = _2115;
                    break;
                } while(false);
                float _2118;
                _2118 = 0.0;
                float _1493;
                for (uint _2117 = gl_LocalInvocationID.x; _2117 < 64u; _2118 = _1493, _2117 += _73)
                {
                    uint _1459 = _2117 + _1190;
                    bool _1461 = _1459 >= _1399;
                    bool _1470;
                    if (_1461)
                    {
                        _1470 = _1459 < _2111;
                    }
                    else
                    {
                        _1470 = _1461;
                    }
                    float _2146;
                    if (_1470)
                    {
                        _2146 = exp(_560[(_2089 * 64u) + _2117] - _2116);
                    }
                    else
                    {
                        _2146 = 0.0;
                    }
                    _560[(_2089 * 64u) + _2117] = _2146;
                    _1493 = _2118 + _2146;
                }
                float _2125;
                do
                {
                    float _1923 = simd_sum(_2118);
                    if (_63)
                    {
                        _2125 = _1923;
                        break;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    bool _1927 = simd_is_first();
                    if (_1927)
                    {
                        _76[gl_SubgroupID] = _1923;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    float _2124;
                    _2124 = _76[0];
                    for (uint _2123 = 1u; _2123 < gl_NumSubgroups; )
                    {
                        _2124 += _76[_2123];
                        _2123++;
                        continue;
                    }
                    _2125 = _2124;
                    break;
                } while(false);
                if ((gl_LocalInvocationID.x == 0u) && (_1399 < _2111))
                {
                    uint _1521 = (((((((_1382 - _234._m5) * _234._m6) + (_1181 - (_2110 / 64u))) * _234._m0) * _273) + ((gl_WorkGroupID.y * _273) + (_2089 % _273))) * (_234._m1 + 2u)) + _234._m1;
                    _747._m0[_1521] = _2116;
                    _747._m0[_1521 + 1u] = _2125;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            for (uint _2090 = 0u; _2090 < _772; )
            {
                _1132[_2090] = float2(0.0);
                _2090++;
                continue;
            }
            uint _2091;
            _2091 = _1191;
            for (; _2091 < _1197; _2091++)
            {
                uint _1566 = (((_1166 + (_2091 % _234._m2)) * _234._m0) + gl_WorkGroupID.y) * _1159;
                for (uint _2103 = 0u; _2103 < _814; )
                {
                    _1136[_2103] = _560[(_2103 * 64u) + (_2091 % 64u)];
                    _2103++;
                    continue;
                }
                uint _2104;
                _2104 = 0u;
                for (; _2104 < _365; _2104++)
                {
                    uint _1598 = _1566 + min(((_2104 * _73) + gl_LocalInvocationID.x), (_1159 - 1u));
                    uint _1990 = (_1598 / 16u) * 17u;
                    uint _1995 = (_1990 + 1u) + (_1598 % 16u);
                    int _2019 = int(_210._m0[_1995 / 2u] >> (16u * (_1995 & 1u)));
                    float2 _2027 = float2(float(extract_bits(_2019, uint(0), uint(8))), float(extract_bits(_2019, uint(8), uint(8)))) * float2(as_type<half2>(_210._m0[_1990 / 2u] >> (16u * (_1990 & 1u)))).x;
                    for (uint _2107 = 0u; _2107 < _858; )
                    {
                        uint _1608 = (_2107 * _365) + _2104;
                        _1132[_1608] = fma(float2(_1136[_2107]), _2027, _1132[_1608]);
                        _2107++;
                        continue;
                    }
                }
            }
            for (uint _2092 = 0u; _2092 < _890; _2092++)
            {
                uint _1642 = _2079 + (_2092 / _273);
                bool _1645 = _1642 < _2080;
                uint _2093;
                if (_1645)
                {
                    _2093 = uint(_309._m0[_1642]);
                }
                else
                {
                    _2093 = 0u;
                }
                bool _2040;
                if (_1734)
                {
                    _2040 = _2093 >= _234._m3;
                }
                else
                {
                    _2040 = _1734;
                }
                uint _2094;
                if (_2040)
                {
                    _2094 = (_2093 - _234._m3) + 1u;
                }
                else
                {
                    _2094 = 0u;
                }
                uint _1656 = _2094 / 64u;
                bool _1663 = _1645 && (_1181 >= _1656);
                bool _1670;
                if (_1663)
                {
                    _1670 = _1181 <= (_2093 / 64u);
                }
                else
                {
                    _1670 = _1663;
                }
                if (_1670)
                {
                    uint _2070 = ((((((_1642 - _234._m5) * _234._m6) + (_1181 - _1656)) * _234._m0) * _273) + ((gl_WorkGroupID.y * _273) + (_2092 % _273))) * (_234._m1 + 2u);
                    for (uint _2099 = 0u; _2099 < _365; _2099++)
                    {
                        uint _1690 = (_2099 * _73) + gl_LocalInvocationID.x;
                        if (_1690 < _1159)
                        {
                            uint _1698 = _2070 + (2u * _1690);
                            uint _1702 = (_2092 * _365) + _2099;
                            _747._m0[_1698] = _1132[_1702].x;
                            _747._m0[_1698 + 1u] = _1132[_1702].y;
                        }
                    }
                }
            }
            break;
        } while(false);
        if (_1059)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
    }
}

