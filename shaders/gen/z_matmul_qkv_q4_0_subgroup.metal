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
constant uint _81 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _84 = (_81 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _94 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 0u
#endif
constant uint _129 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _130 = (_129 == 0u);

struct _136
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    float _m7;
    float _m8;
};

struct _159
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_5
#define SPIRV_CROSS_CONSTANT_ID_5 1u
#endif
constant uint _172 = SPIRV_CROSS_CONSTANT_ID_5;
constant uint _173 = (_172 + 3u);
constant uint _174 = (_173 / 4u);
constant bool _190 = (_129 == 2u);

struct _222
{
    float _m0[1];
};

struct _239
{
    float _m0[1];
};

struct _260
{
    float _m0[1];
};

struct _312
{
    float _m0[1];
};

constant bool _322 = (_129 == 0u);

struct _387
{
    uint _m0[1];
};

struct _404
{
    uint2 _m0[1];
};

struct _436
{
    uint _m0[1];
};

struct _450
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _497 = SPIRV_CROSS_CONSTANT_ID_2;

struct _685
{
    uint _m0[1];
};

struct _699
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _919 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _920 = (_919 == 1u);
constant uint _944 = (8u * _94);
constant uint _993 = (_497 + _94);
constant uint _994 = (_993 - 1u);
constant uint _995 = (_994 / _94);

struct _1063
{
    float _m0[1];
};

struct _1081
{
    float _m0[1];
};

struct _1095
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _1109 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_1109, 1u, 1u);

kernel void main0(constant _136& _138 [[buffer(0)]], const device _159& _161 [[buffer(2)]], const device _312& _314 [[buffer(3)]], const device _239& _241 [[buffer(4)]], const device _222& _224 [[buffer(5)]], device _260& _262 [[buffer(6)]], const device _404& _406 [[buffer(7)]], const device _387& _389 [[buffer(8)]], const device _450& _452 [[buffer(9)]], const device _436& _438 [[buffer(10)]], const device _699& _701 [[buffer(11)]], const device _685& _687 [[buffer(12)]], device _1063& _1065 [[buffer(13)]], device _1081& _1083 [[buffer(14)]], device _1095& _1097 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _97[_94];
    threadgroup float4 _177[_174];
    threadgroup float _947[_944];
    uint _840 = ((_138._m4 + _497) - 1u) / _497;
    uint _2085;
    uint _2100;
    uint _2115;
    if (gl_WorkGroupID.x >= _840)
    {
        uint _849 = gl_WorkGroupID.x - _840;
        uint _857 = ((_138._m5 + _497) - 1u) / _497;
        bool _858 = _849 >= _857;
        uint _2101;
        uint _2116;
        if (_858)
        {
            _2116 = _138._m6;
            _2101 = _849 - _857;
        }
        else
        {
            _2116 = _138._m5;
            _2101 = _849;
        }
        _2115 = _2116;
        _2100 = _2101;
        _2085 = _858 ? 2u : 1u;
    }
    else
    {
        _2115 = _138._m4;
        _2100 = gl_WorkGroupID.x;
        _2085 = 0u;
    }
    do
    {
        if (_130)
        {
            break;
        }
        uint _1150 = gl_WorkGroupID.y * _138._m3;
        float _2069;
        _2069 = 0.0;
        for (uint _2068 = gl_LocalInvocationID.x; _2068 < _138._m3; )
        {
            uint _1162 = (_1150 + _2068) / 4u;
            uint _1164 = _2068 % 4u;
            ((threadgroup float*)&_177[_2068 / 4u])[_1164] = ((device float*)&_161._m0[_1162])[_1164];
            _2069 = fma(((device float*)&_161._m0[_1162])[_1164], ((device float*)&_161._m0[_1162])[_1164], _2069);
            _2068 += _94;
            continue;
        }
        float _2074;
        if (_190)
        {
            float _2072;
            do
            {
                float _1297 = simd_sum(_2069);
                if (_84)
                {
                    _2072 = _1297;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1301 = simd_is_first();
                if (_1301)
                {
                    _97[gl_SubgroupID] = _1297;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _2071;
                _2071 = _97[0];
                for (uint _2070 = 1u; _2070 < gl_NumSubgroups; )
                {
                    _2071 += _97[_2070];
                    _2070++;
                    continue;
                }
                _2072 = _2071;
                break;
            } while(false);
            float _1192 = 1.0 / sqrt((_2072 / float(_138._m3)) + _138._m8);
            float _2075;
            _2075 = 0.0;
            float _1238;
            for (uint _2073 = gl_LocalInvocationID.x; _2073 < _138._m3; _2075 = _1238, _2073 += _94)
            {
                uint _1203 = _1150 + _2073;
                uint _1207 = _2073 / 4u;
                uint _1209 = _2073 % 4u;
                float _1211 = ((threadgroup float*)&_177[_1207])[_1209];
                float _1218 = fma(_1211 * _1192, _241._m0[_2073], _224._m0[_1203]);
                ((threadgroup float*)&_177[_1207])[_1209] = _1218;
                if (gl_WorkGroupID.x == 0u)
                {
                    _262._m0[_1203] = _1218;
                }
                _1238 = fma(_1218, _1218, _2075);
            }
            _2074 = _2075;
        }
        else
        {
            _2074 = _2069;
        }
        float _2078;
        do
        {
            float _1339 = simd_sum(_2074);
            if (_84)
            {
                _2078 = _1339;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1343 = simd_is_first();
            if (_1343)
            {
                _97[gl_SubgroupID] = _1339;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _2077;
            _2077 = _97[0];
            for (uint _2076 = 1u; _2076 < gl_NumSubgroups; )
            {
                _2077 += _97[_2076];
                _2076++;
                continue;
            }
            _2078 = _2077;
            break;
        } while(false);
        float _1254 = 1.0 / sqrt((_2078 / float(_138._m3)) + _138._m7);
        for (uint _2079 = gl_LocalInvocationID.x; _2079 < _138._m3; )
        {
            uint _1264 = _2079 / 4u;
            uint _1266 = _2079 % 4u;
            ((threadgroup float*)&_177[_1264])[_1266] = (((threadgroup float*)&_177[_1264])[_1266] * _1254) * _314._m0[_2079];
            _2079 += _94;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _552[_497];
    for (uint _2082 = 0u; _2082 < _497; )
    {
        _552[_2082] = 0.0;
        _2082++;
        continue;
    }
    bool _886 = _2085 == 0u;
    if (_886)
    {
        uint _890 = _2100 * _497;
        _28 _1375[_497];
        uint4 _2033;
        for (uint _2150 = gl_LocalInvocationID.x; _2150 < _138._m0; _2150 += _94)
        {
            for (uint _2239 = 0u; _2239 < _497; _2239++)
            {
                uint _1406 = min((_890 + _2239), (_2115 - 1u));
                float2 _1489 = float2(as_type<half2>(_389._m0[(_1406 * _138._m1) + (_2150 >> uint(2))]));
                float _2247;
                if ((_2150 & 2u) == 0u)
                {
                    _2247 = _1489.x;
                }
                else
                {
                    _2247 = _1489.y;
                }
                _1375[_2239] = _28{ uint4(_406._m0[(_1406 * _138._m0) + _2150], 0u, 0u), _2247, 0.0 };
            }
            uint _2240;
            _2240 = 0u;
            for (; _2240 < 4u; _2240++)
            {
                uint _1422 = (4u * _2150) + _2240;
                float4 _2243;
                do
                {
                    if (_322)
                    {
                        _2243 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1422];
                        break;
                    }
                    _2243 = _177[_1422];
                    break;
                } while(false);
                for (uint _2244 = 0u; _2244 < _497; )
                {
                    _2033 = _1375[_2244]._m0;
                    uint _1558 = _2033[_2240 >> uint(1)] >> (16u * (_2240 & 1u));
                    float4 _1546 = (float4(uint4(_1558 & 15u, (_1558 >> uint(4)) & 15u, (_1558 >> uint(8)) & 15u, (_1558 >> uint(12)) & 15u)) - float4(8.0)) * _1375[_2244]._m1;
                    _552[_2244] = fma(_2243.w, _1546.w, fma(_2243.z, _1546.z, fma(_2243.y, _1546.y, fma(_2243.x, _1546.x, _552[_2244]))));
                    _2244++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_2085 == 1u)
        {
            uint _903 = _2100 * _497;
            _28 _1573[_497];
            uint4 _2028;
            for (uint _2139 = gl_LocalInvocationID.x; _2139 < _138._m0; _2139 += _94)
            {
                for (uint _2140 = 0u; _2140 < _497; _2140++)
                {
                    uint _1604 = min((_903 + _2140), (_2115 - 1u));
                    float2 _1687 = float2(as_type<half2>(_438._m0[(_1604 * _138._m1) + (_2139 >> uint(2))]));
                    float _2148;
                    if ((_2139 & 2u) == 0u)
                    {
                        _2148 = _1687.x;
                    }
                    else
                    {
                        _2148 = _1687.y;
                    }
                    _1573[_2140] = _28{ uint4(_452._m0[(_1604 * _138._m0) + _2139], 0u, 0u), _2148, 0.0 };
                }
                uint _2141;
                _2141 = 0u;
                for (; _2141 < 4u; _2141++)
                {
                    uint _1620 = (4u * _2139) + _2141;
                    float4 _2144;
                    do
                    {
                        if (_322)
                        {
                            _2144 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1620];
                            break;
                        }
                        _2144 = _177[_1620];
                        break;
                    } while(false);
                    for (uint _2145 = 0u; _2145 < _497; )
                    {
                        _2028 = _1573[_2145]._m0;
                        uint _1755 = _2028[_2141 >> uint(1)] >> (16u * (_2141 & 1u));
                        float4 _1744 = (float4(uint4(_1755 & 15u, (_1755 >> uint(4)) & 15u, (_1755 >> uint(8)) & 15u, (_1755 >> uint(12)) & 15u)) - float4(8.0)) * _1573[_2145]._m1;
                        _552[_2145] = fma(_2144.w, _1744.w, fma(_2144.z, _1744.z, fma(_2144.y, _1744.y, fma(_2144.x, _1744.x, _552[_2145]))));
                        _2145++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _912 = _2100 * _497;
            _28 _1770[_497];
            uint4 _2021;
            for (uint _2128 = gl_LocalInvocationID.x; _2128 < _138._m0; _2128 += _94)
            {
                for (uint _2129 = 0u; _2129 < _497; _2129++)
                {
                    uint _1801 = min((_912 + _2129), (_2115 - 1u));
                    float2 _1884 = float2(as_type<half2>(_687._m0[(_1801 * _138._m2) + (_2128 >> uint(2))]));
                    float _2137;
                    if ((_2128 & 2u) == 0u)
                    {
                        _2137 = _1884.x;
                    }
                    else
                    {
                        _2137 = _1884.y;
                    }
                    _1770[_2129] = _28{ uint4(_701._m0[(_1801 * _138._m0) + _2128], 0u, 0u), _2137, 0.0 };
                }
                uint _2130;
                _2130 = 0u;
                for (; _2130 < 4u; _2130++)
                {
                    uint _1817 = (4u * _2128) + _2130;
                    float4 _2133;
                    do
                    {
                        if (_322)
                        {
                            _2133 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1817];
                            break;
                        }
                        _2133 = _177[_1817];
                        break;
                    } while(false);
                    for (uint _2134 = 0u; _2134 < _497; )
                    {
                        _2021 = _1770[_2134]._m0;
                        uint _1952 = _2021[_2130 >> uint(1)] >> (16u * (_2130 & 1u));
                        float4 _1941 = (float4(uint4(_1952 & 15u, (_1952 >> uint(4)) & 15u, (_1952 >> uint(8)) & 15u, (_1952 >> uint(12)) & 15u)) - float4(8.0)) * _1770[_2134]._m1;
                        _552[_2134] = fma(_2133.w, _1941.w, fma(_2133.z, _1941.z, fma(_2133.y, _1941.y, fma(_2133.x, _1941.x, _552[_2134]))));
                        _2134++;
                        continue;
                    }
                }
            }
        }
    }
    float _998[_995];
    if (_920)
    {
        uint _2159;
        _2159 = 0u;
        uint _941;
        for (; _2159 < _497; _2159 = _941)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _2233;
            _2233 = _2159;
            for (;;)
            {
                _941 = _2159 + 8u;
                if (_2233 < min(_941, _497))
                {
                    _947[((_2233 - _2159) * _94) + gl_LocalInvocationID.x] = _552[_2233];
                    _2233++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _966 = ((gl_LocalInvocationID.x + _94) - (_2159 % _94)) % _94;
            if (_966 < min(8u, (_497 - _2159)))
            {
                float _2237;
                _2237 = 0.0;
                for (uint _2235 = 0u; _2235 < _94; )
                {
                    _2237 += _947[(_966 * _94) + _2235];
                    _2235++;
                    continue;
                }
                _998[_2159 / _94] = _2237;
            }
        }
    }
    else
    {
        for (uint _2151 = 0u; _2151 < _497; _2151++)
        {
            float _1018 = _552[_2151];
            float _2154;
            do
            {
                float _1981 = simd_sum(_1018);
                if (_84)
                {
                    _2154 = _1981;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1985 = simd_is_first();
                if (_1985)
                {
                    _97[gl_SubgroupID] = _1981;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _2153;
                _2153 = _97[0];
                for (uint _2152 = 1u; _2152 < gl_NumSubgroups; )
                {
                    _2153 += _97[_2152];
                    _2152++;
                    continue;
                }
                _2154 = _2153;
                break;
            } while(false);
            if ((_2151 % _94) == gl_LocalInvocationID.x)
            {
                _998[_2151 / _94] = _2154;
            }
        }
    }
    for (uint _2160 = 0u; _2160 < _995; _2160++)
    {
        uint _1044 = (_2160 * _94) + gl_LocalInvocationID.x;
        uint _1049 = (_2100 * _497) + _1044;
        if ((_1044 < _497) && (_1049 < _2115))
        {
            if (_886)
            {
                _1065._m0[(gl_WorkGroupID.y * _2115) + _1049] = _998[_2160];
            }
            else
            {
                if (_2085 == 1u)
                {
                    _1083._m0[(gl_WorkGroupID.y * _2115) + _1049] = _998[_2160];
                }
                else
                {
                    _1097._m0[(gl_WorkGroupID.y * _2115) + _1049] = _998[_2160];
                }
            }
        }
    }
}

