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
    uint _m0[1];
};

struct _150
{
    uint _m0[1];
};

struct _159
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
constant uint _200 = SPIRV_CROSS_CONSTANT_ID_2;

struct _220
{
    int _m0[1];
};

struct _234
{
    int _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _282 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _283 = (_282 * _200);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 16u
#endif
constant uint _292 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _307 = (_282 * _200);
constant uint _308 = (_307 * _292);

struct _324
{
    float2 _m0[1];
};

constant uint _384 = (_282 * _200);
constant uint _386 = (_282 * _200);
constant uint _431 = (_282 * _200);
constant uint _466 = (_282 * _200);
constant uint _483 = (_282 * _200);
constant uint _484 = (_483 * 64u);
constant uint _506 = (_282 * _200);

struct _672
{
    float _m0[1];
};

constant uint _698 = (_282 * _200);
constant uint _699 = (_698 * _292);
constant uint _701 = (_282 * _200);
constant uint _702 = (_701 * _292);
constant uint _741 = (_282 * _200);
constant uint _743 = (_282 * _200);
constant uint _785 = (_282 * _200);
constant uint _817 = (_282 * _200);

struct _928
{
    uint _m0[1];
};

constant bool _986 = (_282 > 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _989 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_989, 1u, 1u);

kernel void main0(constant _159& _161 [[buffer(0)]], const device _928& _930 [[buffer(1)]], const device _324& _326 [[buffer(2)]], const device _139& _141 [[buffer(3)]], const device _150& _152 [[buffer(4)]], const device _234& _236 [[buffer(5)]], const device _220& _222 [[buffer(6)]], device _672& _674 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _71[_68];
    threadgroup float _487[_484];
    uint _923 = _161._m5 + (gl_WorkGroupID.z * _282);
    uint _936 = min((_923 + _282), _930._m0[_161._m7]);
    float2 _1020[_308];
    float _1025[_386];
    float2 _1059[_702];
    float _1063[_743];
    uint _1927;
    for (uint _1926 = _923; _1926 < _936; _1926 = _1927)
    {
        _1927 = _1926 + 1u;
        for (;;)
        {
            bool _955 = _1927 < _936;
            bool _965;
            if (_955)
            {
                _965 = _222._m0[_1927] == _222._m0[_1926];
            }
            else
            {
                _965 = _955;
            }
            bool _977;
            if (_965)
            {
                _977 = _236._m0[_1927] == (_236._m0[_1927 - 1u] + 1);
            }
            else
            {
                _977 = _965;
            }
            if (_977)
            {
                _1927++;
                continue;
            }
            else
            {
                break;
            }
        }
        do
        {
            uint _1086 = _161._m1 / 2u;
            uint _1093 = uint(_222._m0[_1926]) * _161._m2;
            uint _1097 = uint(_236._m0[_1926]);
            bool _1661 = _161._m3 > 0u;
            bool _1668;
            if (_1661)
            {
                _1668 = _1097 >= _161._m3;
            }
            else
            {
                _1668 = _1661;
            }
            uint _1933;
            if (_1668)
            {
                _1933 = (_1097 - _161._m3) + 1u;
            }
            else
            {
                _1933 = 0u;
            }
            uint _1100 = _1927 - 1u;
            uint _1103 = uint(_236._m0[_1100]);
            uint _1105 = _1933 / 64u;
            uint _1108 = _1105 + gl_WorkGroupID.x;
            if (_1108 > (_1103 / 64u))
            {
                break;
            }
            uint _1117 = _1108 * 64u;
            uint _1118 = max(_1933, _1117);
            uint _1123 = (_1108 + 1u) * 64u;
            uint _1124 = min((_1103 + 1u), _1123);
            for (uint _1934 = 0u; _1934 < _283; _1934++)
            {
                for (uint _2022 = 0u; _2022 < _292; _2022++)
                {
                    uint _1138 = (_2022 * _68) + gl_LocalInvocationID.x;
                    float2 _2024;
                    if (_1138 < _1086)
                    {
                        _2024 = _326._m0[(((((min((_1926 + (_1934 / _200)), _1100) * _161._m0) + gl_WorkGroupID.y) * _200) + (_1934 % _200)) * _1086) + _1138];
                    }
                    else
                    {
                        _2024 = float2(0.0);
                    }
                    _1020[(_1934 * _292) + _2022] = _2024;
                }
            }
            for (uint _1935 = _1118; _1935 < _1124; _1935++)
            {
                uint _1201 = (((_1093 + (_1935 % _161._m2)) * _161._m0) + gl_WorkGroupID.y) * _1086;
                for (uint _2002 = 0u; _2002 < _384; )
                {
                    _1025[_2002] = 0.0;
                    _2002++;
                    continue;
                }
                uint _2003;
                _2003 = 0u;
                for (; _2003 < _292; _2003++)
                {
                    uint _1221 = (_2003 * _68) + gl_LocalInvocationID.x;
                    float2 _2018;
                    if (_1221 < _1086)
                    {
                        _2018 = float2(as_type<half2>(_141._m0[_1201 + min(_1221, (_1086 - 1u))]));
                    }
                    else
                    {
                        _2018 = float2(0.0);
                    }
                    for (uint _2019 = 0u; _2019 < _431; )
                    {
                        uint _1244 = (_2019 * _292) + _2003;
                        _1025[_2019] = fma(_1020[_1244].y, _2018.y, fma(_1020[_1244].x, _2018.x, _1025[_2019]));
                        _2019++;
                        continue;
                    }
                }
                for (uint _2004 = 0u; _2004 < _466; _2004++)
                {
                    float _1279 = _1025[_2004];
                    float _2010;
                    do
                    {
                        float _1700 = simd_sum(_1279);
                        if (_58)
                        {
                            _2010 = _1700;
                            break;
                        }
                        threadgroup_barrier(mem_flags::mem_threadgroup);
                        bool _1704 = simd_is_first();
                        if (_1704)
                        {
                            _71[gl_SubgroupID] = _1700;
                        }
                        threadgroup_barrier(mem_flags::mem_threadgroup);
                        float _2009;
                        _2009 = _71[0];
                        for (uint _2008 = 1u; _2008 < gl_NumSubgroups; )
                        {
                            _2009 += _71[_2008];
                            _2008++;
                            continue;
                        }
                        _2010 = _2009;
                        break;
                    } while(false);
                    if (gl_LocalInvocationID.x == 0u)
                    {
                        _487[(_2004 * 64u) + (_1935 % 64u)] = _161._m4 * _2010;
                    }
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            for (uint _1936 = 0u; _1936 < _506; _1936++)
            {
                uint _1308 = _1936 / _200;
                uint _1309 = _1926 + _1308;
                bool _1312 = _1309 < _1927;
                uint _1956;
                if (_1312)
                {
                    _1956 = uint(_236._m0[_1309]);
                }
                else
                {
                    _1956 = 0u;
                }
                bool _1746;
                if (_1661)
                {
                    _1746 = _1956 >= _161._m3;
                }
                else
                {
                    _1746 = _1661;
                }
                uint _1957;
                if (_1746)
                {
                    _1957 = (_1956 - _161._m3) + 1u;
                }
                else
                {
                    _1957 = 0u;
                }
                uint _1326 = max(_1957, _1117);
                uint _1958;
                if (_1312)
                {
                    _1958 = min((_1956 + 1u), _1123);
                }
                else
                {
                    _1958 = 0u;
                }
                float _1960;
                _1960 = -3.4028234663852885981170418348452e+38;
                float _2076;
                for (uint _1959 = gl_LocalInvocationID.x; _1959 < 64u; _1960 = _2076, _1959 += _68)
                {
                    uint _1349 = _1959 + _1117;
                    bool _1351 = _1349 >= _1326;
                    bool _1360;
                    if (_1351)
                    {
                        _1360 = _1349 < _1958;
                    }
                    else
                    {
                        _1360 = _1351;
                    }
                    if (_1360)
                    {
                        _2076 = max(_1960, _487[(_1936 * 64u) + _1959]);
                    }
                    else
                    {
                        _2076 = _1960;
                    }
                }
                float _1963;
                do
                {
                    float _1768 = simd_max(_1960);
                    if (_105)
                    {
                        _1963 = _1768;
                        break;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    bool _1772 = simd_is_first();
                    if (_1772)
                    {
                        _71[gl_SubgroupID] = _1768;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    float _1962;
                    _1962 = _71[0];
                    for (uint _1961 = 1u; _1961 < gl_NumSubgroups; )
                    {
                        _1962 = max(_1962, _71[_1961]);
                        _1961++;
                        continue;
                    }
                    _1963 = _1962;
                    break;
                } while(false);
                float _1965;
                _1965 = 0.0;
                float _1420;
                for (uint _1964 = gl_LocalInvocationID.x; _1964 < 64u; _1965 = _1420, _1964 += _68)
                {
                    uint _1386 = _1964 + _1117;
                    bool _1388 = _1386 >= _1326;
                    bool _1397;
                    if (_1388)
                    {
                        _1397 = _1386 < _1958;
                    }
                    else
                    {
                        _1397 = _1388;
                    }
                    float _1993;
                    if (_1397)
                    {
                        _1993 = exp(_487[(_1936 * 64u) + _1964] - _1963);
                    }
                    else
                    {
                        _1993 = 0.0;
                    }
                    _487[(_1936 * 64u) + _1964] = _1993;
                    _1420 = _1965 + _1993;
                }
                float _1972;
                do
                {
                    float _1810 = simd_sum(_1965);
                    if (_58)
                    {
                        _1972 = _1810;
                        break;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    bool _1814 = simd_is_first();
                    if (_1814)
                    {
                        _71[gl_SubgroupID] = _1810;
                    }
                    threadgroup_barrier(mem_flags::mem_threadgroup);
                    float _1971;
                    _1971 = _71[0];
                    for (uint _1970 = 1u; _1970 < gl_NumSubgroups; )
                    {
                        _1971 += _71[_1970];
                        _1970++;
                        continue;
                    }
                    _1972 = _1971;
                    break;
                } while(false);
                if ((gl_LocalInvocationID.x == 0u) && (_1326 < _1958))
                {
                    uint _1448 = (((((((_1309 - _161._m5) * _161._m6) + (_1108 - (_1957 / 64u))) * _161._m0) * _200) + ((gl_WorkGroupID.y * _200) + (_1936 % _200))) * (_161._m1 + 2u)) + _161._m1;
                    _674._m0[_1448] = _1963;
                    _674._m0[_1448 + 1u] = _1972;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            for (uint _1937 = 0u; _1937 < _699; )
            {
                _1059[_1937] = float2(0.0);
                _1937++;
                continue;
            }
            uint _1938;
            _1938 = _1118;
            for (; _1938 < _1124; _1938++)
            {
                uint _1493 = (((_1093 + (_1938 % _161._m2)) * _161._m0) + gl_WorkGroupID.y) * _1086;
                for (uint _1950 = 0u; _1950 < _741; )
                {
                    _1063[_1950] = _487[(_1950 * 64u) + (_1938 % 64u)];
                    _1950++;
                    continue;
                }
                uint _1951;
                _1951 = 0u;
                for (; _1951 < _292; _1951++)
                {
                    float2 _1874 = float2(as_type<half2>(_152._m0[_1493 + min(((_1951 * _68) + gl_LocalInvocationID.x), (_1086 - 1u))]));
                    for (uint _1954 = 0u; _1954 < _785; )
                    {
                        uint _1535 = (_1954 * _292) + _1951;
                        _1059[_1535] = fma(float2(_1063[_1954]), _1874, _1059[_1535]);
                        _1954++;
                        continue;
                    }
                }
            }
            for (uint _1939 = 0u; _1939 < _817; _1939++)
            {
                uint _1569 = _1926 + (_1939 / _200);
                bool _1572 = _1569 < _1927;
                uint _1940;
                if (_1572)
                {
                    _1940 = uint(_236._m0[_1569]);
                }
                else
                {
                    _1940 = 0u;
                }
                bool _1887;
                if (_1661)
                {
                    _1887 = _1940 >= _161._m3;
                }
                else
                {
                    _1887 = _1661;
                }
                uint _1941;
                if (_1887)
                {
                    _1941 = (_1940 - _161._m3) + 1u;
                }
                else
                {
                    _1941 = 0u;
                }
                uint _1583 = _1941 / 64u;
                bool _1590 = _1572 && (_1108 >= _1583);
                bool _1597;
                if (_1590)
                {
                    _1597 = _1108 <= (_1940 / 64u);
                }
                else
                {
                    _1597 = _1590;
                }
                if (_1597)
                {
                    uint _1917 = ((((((_1569 - _161._m5) * _161._m6) + (_1108 - _1583)) * _161._m0) * _200) + ((gl_WorkGroupID.y * _200) + (_1939 % _200))) * (_161._m1 + 2u);
                    for (uint _1946 = 0u; _1946 < _292; _1946++)
                    {
                        uint _1617 = (_1946 * _68) + gl_LocalInvocationID.x;
                        if (_1617 < _1086)
                        {
                            uint _1625 = _1917 + (2u * _1617);
                            uint _1629 = (_1939 * _292) + _1946;
                            _674._m0[_1625] = _1059[_1629].x;
                            _674._m0[_1625 + 1u] = _1059[_1629].y;
                        }
                    }
                }
            }
            break;
        } while(false);
        if (_986)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
    }
}

