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

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _172 = SPIRV_CROSS_CONSTANT_ID_4;
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

struct _404
{
    uint _m0[1];
};

struct _426
{
    uint2 _m0[1];
};

struct _473
{
    uint _m0[1];
};

struct _493
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _541 = SPIRV_CROSS_CONSTANT_ID_2;

struct _742
{
    uint _m0[1];
};

struct _762
{
    uint2 _m0[1];
};

constant uint _1003 = (_541 + _94);
constant uint _1004 = (_1003 - 1u);
constant uint _1005 = (_1004 / _94);

struct _1046
{
    float _m0[1];
};

struct _1064
{
    float _m0[1];
};

struct _1078
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _1092 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_1092, 1u, 1u);

kernel void main0(constant _136& _138 [[buffer(0)]], const device _159& _161 [[buffer(2)]], const device _312& _314 [[buffer(3)]], const device _239& _241 [[buffer(4)]], const device _222& _224 [[buffer(5)]], device _260& _262 [[buffer(6)]], const device _426& _428 [[buffer(7)]], const device _404& _406 [[buffer(8)]], const device _493& _495 [[buffer(9)]], const device _473& _475 [[buffer(10)]], const device _762& _764 [[buffer(11)]], const device _742& _744 [[buffer(12)]], device _1046& _1048 [[buffer(13)]], device _1064& _1066 [[buffer(14)]], device _1078& _1080 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _97[_94];
    threadgroup float4 _177[_174];
    uint _904 = ((_138._m4 + _541) - 1u) / _541;
    uint _2132;
    uint _2147;
    uint _2162;
    if (gl_WorkGroupID.x >= _904)
    {
        uint _913 = gl_WorkGroupID.x - _904;
        uint _921 = ((_138._m5 + _541) - 1u) / _541;
        bool _922 = _913 >= _921;
        uint _2148;
        uint _2163;
        if (_922)
        {
            _2163 = _138._m6;
            _2148 = _913 - _921;
        }
        else
        {
            _2163 = _138._m5;
            _2148 = _913;
        }
        _2162 = _2163;
        _2147 = _2148;
        _2132 = _922 ? 2u : 1u;
    }
    else
    {
        _2162 = _138._m4;
        _2147 = gl_WorkGroupID.x;
        _2132 = 0u;
    }
    do
    {
        if (_130)
        {
            break;
        }
        uint _1133 = gl_WorkGroupID.y * _138._m3;
        float _2116;
        _2116 = 0.0;
        for (uint _2115 = gl_LocalInvocationID.x; _2115 < _138._m3; )
        {
            uint _1145 = (_1133 + _2115) / 4u;
            uint _1147 = _2115 % 4u;
            ((threadgroup float*)&_177[_2115 / 4u])[_1147] = ((device float*)&_161._m0[_1145])[_1147];
            _2116 = fma(((device float*)&_161._m0[_1145])[_1147], ((device float*)&_161._m0[_1145])[_1147], _2116);
            _2115 += _94;
            continue;
        }
        float _2121;
        if (_190)
        {
            float _2119;
            do
            {
                float _1280 = simd_sum(_2116);
                if (_84)
                {
                    _2119 = _1280;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1284 = simd_is_first();
                if (_1284)
                {
                    _97[gl_SubgroupID] = _1280;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _2118;
                _2118 = _97[0];
                for (uint _2117 = 1u; _2117 < gl_NumSubgroups; )
                {
                    _2118 += _97[_2117];
                    _2117++;
                    continue;
                }
                _2119 = _2118;
                break;
            } while(false);
            float _1175 = 1.0 / sqrt((_2119 / float(_138._m3)) + _138._m8);
            float _2122;
            _2122 = 0.0;
            float _1221;
            for (uint _2120 = gl_LocalInvocationID.x; _2120 < _138._m3; _2122 = _1221, _2120 += _94)
            {
                uint _1186 = _1133 + _2120;
                uint _1190 = _2120 / 4u;
                uint _1192 = _2120 % 4u;
                float _1194 = ((threadgroup float*)&_177[_1190])[_1192];
                float _1201 = fma(_1194 * _1175, _241._m0[_2120], _224._m0[_1186]);
                ((threadgroup float*)&_177[_1190])[_1192] = _1201;
                if (gl_WorkGroupID.x == 0u)
                {
                    _262._m0[_1186] = _1201;
                }
                _1221 = fma(_1201, _1201, _2122);
            }
            _2121 = _2122;
        }
        else
        {
            _2121 = _2116;
        }
        float _2125;
        do
        {
            float _1322 = simd_sum(_2121);
            if (_84)
            {
                _2125 = _1322;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1326 = simd_is_first();
            if (_1326)
            {
                _97[gl_SubgroupID] = _1322;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _2124;
            _2124 = _97[0];
            for (uint _2123 = 1u; _2123 < gl_NumSubgroups; )
            {
                _2124 += _97[_2123];
                _2123++;
                continue;
            }
            _2125 = _2124;
            break;
        } while(false);
        float _1237 = 1.0 / sqrt((_2125 / float(_138._m3)) + _138._m7);
        for (uint _2126 = gl_LocalInvocationID.x; _2126 < _138._m3; )
        {
            uint _1247 = _2126 / 4u;
            uint _1249 = _2126 % 4u;
            ((threadgroup float*)&_177[_1247])[_1249] = (((threadgroup float*)&_177[_1247])[_1249] * _1237) * _314._m0[_2126];
            _2126 += _94;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _596[_541];
    for (uint _2129 = 0u; _2129 < _541; )
    {
        _596[_2129] = 0.0;
        _2129++;
        continue;
    }
    bool _950 = _2132 == 0u;
    if (_950)
    {
        uint _954 = _2147 * _541;
        uint _2193;
        _2193 = gl_LocalInvocationID.x;
        _28 _1358[_541];
        uint4 _2078;
        for (; _2193 < _138._m0; _2193 += _94)
        {
            for (uint _2251 = 0u; _2251 < _541; )
            {
                uint _1389 = min((_954 + _2251), (_2162 - 1u));
                uint _1472 = (_1389 * _138._m1) + (5u * (_2193 >> uint(4)));
                uint _1475 = (_2193 >> uint(1)) & 7u;
                float2 _1479 = float2(as_type<half2>(_406._m0[_1472]));
                uint _1490 = _406._m0[(_1472 + 1u) + (_1475 >> uint(1))] >> (16u * (_1475 & 1u));
                _1358[_2251] = _28{ uint4(_428._m0[(_1389 * _138._m0) + _2193], 0u, 0u), _1479.x * float(_1490 & 255u), _1479.y * float((_1490 >> uint(8)) & 255u) };
                _2251++;
                continue;
            }
            uint _2252;
            _2252 = 0u;
            for (; _2252 < 4u; _2252++)
            {
                uint _1405 = (4u * _2193) + _2252;
                float4 _2255;
                do
                {
                    if (_322)
                    {
                        _2255 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1405];
                        break;
                    }
                    _2255 = _177[_1405];
                    break;
                } while(false);
                for (uint _2256 = 0u; _2256 < _541; )
                {
                    _2078 = _1358[_2256]._m0;
                    uint _1563 = _2078[_2252 >> uint(1)] >> (16u * (_2252 & 1u));
                    float4 _1551 = (float4(uint4(_1563 & 15u, (_1563 >> uint(4)) & 15u, (_1563 >> uint(8)) & 15u, (_1563 >> uint(12)) & 15u)) * _1358[_2256]._m1) - float4(_1358[_2256]._m2);
                    _596[_2256] = fma(_2255.w, _1551.w, fma(_2255.z, _1551.z, fma(_2255.y, _1551.y, fma(_2255.x, _1551.x, _596[_2256]))));
                    _2256++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_2132 == 1u)
        {
            uint _967 = _2147 * _541;
            uint _2184;
            _2184 = gl_LocalInvocationID.x;
            _28 _1578[_541];
            uint4 _2071;
            for (; _2184 < _138._m0; _2184 += _94)
            {
                for (uint _2185 = 0u; _2185 < _541; )
                {
                    uint _1609 = min((_967 + _2185), (_2162 - 1u));
                    uint _1692 = (_1609 * _138._m1) + (5u * (_2184 >> uint(4)));
                    uint _1695 = (_2184 >> uint(1)) & 7u;
                    float2 _1699 = float2(as_type<half2>(_475._m0[_1692]));
                    uint _1710 = _475._m0[(_1692 + 1u) + (_1695 >> uint(1))] >> (16u * (_1695 & 1u));
                    _1578[_2185] = _28{ uint4(_495._m0[(_1609 * _138._m0) + _2184], 0u, 0u), _1699.x * float(_1710 & 255u), _1699.y * float((_1710 >> uint(8)) & 255u) };
                    _2185++;
                    continue;
                }
                uint _2186;
                _2186 = 0u;
                for (; _2186 < 4u; _2186++)
                {
                    uint _1625 = (4u * _2184) + _2186;
                    float4 _2189;
                    do
                    {
                        if (_322)
                        {
                            _2189 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1625];
                            break;
                        }
                        _2189 = _177[_1625];
                        break;
                    } while(false);
                    for (uint _2190 = 0u; _2190 < _541; )
                    {
                        _2071 = _1578[_2190]._m0;
                        uint _1782 = _2071[_2186 >> uint(1)] >> (16u * (_2186 & 1u));
                        float4 _1771 = (float4(uint4(_1782 & 15u, (_1782 >> uint(4)) & 15u, (_1782 >> uint(8)) & 15u, (_1782 >> uint(12)) & 15u)) * _1578[_2190]._m1) - float4(_1578[_2190]._m2);
                        _596[_2190] = fma(_2189.w, _1771.w, fma(_2189.z, _1771.z, fma(_2189.y, _1771.y, fma(_2189.x, _1771.x, _596[_2190]))));
                        _2190++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _976 = _2147 * _541;
            uint _2175;
            _2175 = gl_LocalInvocationID.x;
            _28 _1797[_541];
            uint4 _2062;
            for (; _2175 < _138._m0; _2175 += _94)
            {
                for (uint _2176 = 0u; _2176 < _541; )
                {
                    uint _1828 = min((_976 + _2176), (_2162 - 1u));
                    uint _1911 = (_1828 * _138._m2) + (5u * (_2175 >> uint(4)));
                    uint _1914 = (_2175 >> uint(1)) & 7u;
                    float2 _1918 = float2(as_type<half2>(_744._m0[_1911]));
                    uint _1929 = _744._m0[(_1911 + 1u) + (_1914 >> uint(1))] >> (16u * (_1914 & 1u));
                    _1797[_2176] = _28{ uint4(_764._m0[(_1828 * _138._m0) + _2175], 0u, 0u), _1918.x * float(_1929 & 255u), _1918.y * float((_1929 >> uint(8)) & 255u) };
                    _2176++;
                    continue;
                }
                uint _2177;
                _2177 = 0u;
                for (; _2177 < 4u; _2177++)
                {
                    uint _1844 = (4u * _2175) + _2177;
                    float4 _2180;
                    do
                    {
                        if (_322)
                        {
                            _2180 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1844];
                            break;
                        }
                        _2180 = _177[_1844];
                        break;
                    } while(false);
                    for (uint _2181 = 0u; _2181 < _541; )
                    {
                        _2062 = _1797[_2181]._m0;
                        uint _2001 = _2062[_2177 >> uint(1)] >> (16u * (_2177 & 1u));
                        float4 _1990 = (float4(uint4(_2001 & 15u, (_2001 >> uint(4)) & 15u, (_2001 >> uint(8)) & 15u, (_2001 >> uint(12)) & 15u)) * _1797[_2181]._m1) - float4(_1797[_2181]._m2);
                        _596[_2181] = fma(_2180.w, _1990.w, fma(_2180.z, _1990.z, fma(_2180.y, _1990.y, fma(_2180.x, _1990.x, _596[_2181]))));
                        _2181++;
                        continue;
                    }
                }
            }
        }
    }
    float _1008[_1005];
    for (uint _2194 = 0u; _2194 < _541; _2194++)
    {
        float _995 = _596[_2194];
        float _2246;
        do
        {
            float _2022 = simd_sum(_995);
            if (_84)
            {
                _2246 = _2022;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _2026 = simd_is_first();
            if (_2026)
            {
                _97[gl_SubgroupID] = _2022;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _2245;
            _2245 = _97[0];
            for (uint _2244 = 1u; _2244 < gl_NumSubgroups; )
            {
                _2245 += _97[_2244];
                _2244++;
                continue;
            }
            _2246 = _2245;
            break;
        } while(false);
        if ((_2194 % _94) == gl_LocalInvocationID.x)
        {
            _1008[_2194 / _94] = _2246;
        }
    }
    for (uint _2195 = 0u; _2195 < _1005; _2195++)
    {
        uint _1027 = (_2195 * _94) + gl_LocalInvocationID.x;
        uint _1032 = (_2147 * _541) + _1027;
        if ((_1027 < _541) && (_1032 < _2162))
        {
            if (_950)
            {
                _1048._m0[(gl_WorkGroupID.y * _2162) + _1032] = _1008[_2195];
            }
            else
            {
                if (_2132 == 1u)
                {
                    _1066._m0[(gl_WorkGroupID.y * _2162) + _1032] = _1008[_2195];
                }
                else
                {
                    _1080._m0[(gl_WorkGroupID.y * _2162) + _1032] = _1008[_2195];
                }
            }
        }
    }
}

