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

struct _432
{
    uint _m0[1];
};

struct _451
{
    uint _m0[1];
};

struct _497
{
    uint _m0[1];
};

struct _515
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _559 = SPIRV_CROSS_CONSTANT_ID_2;

struct _764
{
    uint _m0[1];
};

struct _782
{
    uint _m0[1];
};

constant uint _1018 = (_559 + _94);
constant uint _1019 = (_1018 - 1u);
constant uint _1020 = (_1019 / _94);

struct _1061
{
    float _m0[1];
};

struct _1079
{
    float _m0[1];
};

struct _1093
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _1107 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_1107, 1u, 1u);

kernel void main0(constant _136& _138 [[buffer(0)]], const device _159& _161 [[buffer(2)]], const device _312& _314 [[buffer(3)]], const device _239& _241 [[buffer(4)]], const device _222& _224 [[buffer(5)]], device _260& _262 [[buffer(6)]], const device _451& _453 [[buffer(7)]], const device _432& _434 [[buffer(8)]], const device _515& _517 [[buffer(9)]], const device _497& _499 [[buffer(10)]], const device _782& _784 [[buffer(11)]], const device _764& _766 [[buffer(12)]], device _1061& _1063 [[buffer(13)]], device _1079& _1081 [[buffer(14)]], device _1093& _1095 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _97[_94];
    threadgroup float4 _177[_174];
    uint _920 = ((_138._m4 + _559) - 1u) / _559;
    uint _2202;
    uint _2217;
    uint _2232;
    if (gl_WorkGroupID.x >= _920)
    {
        uint _929 = gl_WorkGroupID.x - _920;
        uint _937 = ((_138._m5 + _559) - 1u) / _559;
        bool _938 = _929 >= _937;
        uint _2218;
        uint _2233;
        if (_938)
        {
            _2233 = _138._m6;
            _2218 = _929 - _937;
        }
        else
        {
            _2233 = _138._m5;
            _2218 = _929;
        }
        _2232 = _2233;
        _2217 = _2218;
        _2202 = _938 ? 2u : 1u;
    }
    else
    {
        _2232 = _138._m4;
        _2217 = gl_WorkGroupID.x;
        _2202 = 0u;
    }
    do
    {
        if (_130)
        {
            break;
        }
        uint _1148 = gl_WorkGroupID.y * _138._m3;
        float _2186;
        _2186 = 0.0;
        for (uint _2185 = gl_LocalInvocationID.x; _2185 < _138._m3; )
        {
            uint _1160 = (_1148 + _2185) / 4u;
            uint _1162 = _2185 % 4u;
            ((threadgroup float*)&_177[_2185 / 4u])[_1162] = ((device float*)&_161._m0[_1160])[_1162];
            _2186 = fma(((device float*)&_161._m0[_1160])[_1162], ((device float*)&_161._m0[_1160])[_1162], _2186);
            _2185 += _94;
            continue;
        }
        float _2191;
        if (_190)
        {
            float _2189;
            do
            {
                float _1295 = simd_sum(_2186);
                if (_84)
                {
                    _2189 = _1295;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1299 = simd_is_first();
                if (_1299)
                {
                    _97[gl_SubgroupID] = _1295;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _2188;
                _2188 = _97[0];
                for (uint _2187 = 1u; _2187 < gl_NumSubgroups; )
                {
                    _2188 += _97[_2187];
                    _2187++;
                    continue;
                }
                _2189 = _2188;
                break;
            } while(false);
            float _1190 = 1.0 / sqrt((_2189 / float(_138._m3)) + _138._m8);
            float _2192;
            _2192 = 0.0;
            float _1236;
            for (uint _2190 = gl_LocalInvocationID.x; _2190 < _138._m3; _2192 = _1236, _2190 += _94)
            {
                uint _1201 = _1148 + _2190;
                uint _1205 = _2190 / 4u;
                uint _1207 = _2190 % 4u;
                float _1209 = ((threadgroup float*)&_177[_1205])[_1207];
                float _1216 = fma(_1209 * _1190, _241._m0[_2190], _224._m0[_1201]);
                ((threadgroup float*)&_177[_1205])[_1207] = _1216;
                if (gl_WorkGroupID.x == 0u)
                {
                    _262._m0[_1201] = _1216;
                }
                _1236 = fma(_1216, _1216, _2192);
            }
            _2191 = _2192;
        }
        else
        {
            _2191 = _2186;
        }
        float _2195;
        do
        {
            float _1337 = simd_sum(_2191);
            if (_84)
            {
                _2195 = _1337;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1341 = simd_is_first();
            if (_1341)
            {
                _97[gl_SubgroupID] = _1337;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _2194;
            _2194 = _97[0];
            for (uint _2193 = 1u; _2193 < gl_NumSubgroups; )
            {
                _2194 += _97[_2193];
                _2193++;
                continue;
            }
            _2195 = _2194;
            break;
        } while(false);
        float _1252 = 1.0 / sqrt((_2195 / float(_138._m3)) + _138._m7);
        for (uint _2196 = gl_LocalInvocationID.x; _2196 < _138._m3; )
        {
            uint _1262 = _2196 / 4u;
            uint _1264 = _2196 % 4u;
            ((threadgroup float*)&_177[_1262])[_1264] = (((threadgroup float*)&_177[_1262])[_1264] * _1252) * _314._m0[_2196];
            _2196 += _94;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _614[_559];
    for (uint _2199 = 0u; _2199 < _559; )
    {
        _614[_2199] = 0.0;
        _2199++;
        continue;
    }
    bool _965 = _2202 == 0u;
    if (_965)
    {
        uint _969 = _2217 * _559;
        uint _2263;
        _2263 = gl_LocalInvocationID.x;
        _28 _1373[_559];
        uint4 _2150;
        for (; _2263 < _138._m0; _2263 += _94)
        {
            for (uint _2321 = 0u; _2321 < _559; )
            {
                uint _1404 = min((_969 + _2321), (_2232 - 1u));
                uint _1486 = (_1404 * _138._m1) + (5u * (_2263 >> uint(4)));
                uint _1493 = 3u * ((_1404 * _138._m0) + _2263);
                _1373[_2321] = _28{ uint4(_453._m0[_1493], _453._m0[_1493 + 1u], _453._m0[_1493 + 2u], 0u), float2(as_type<half2>(_434._m0[_1486])).x * float(extract_bits(int(_434._m0[(_1486 + 1u) + ((_2263 >> uint(2)) & 3u)]), uint(int(8u * (_2263 & 3u))), uint(8))), 0.0 };
                _2321++;
                continue;
            }
            uint _2322;
            _2322 = 0u;
            for (; _2322 < 4u; _2322++)
            {
                uint _1420 = (4u * _2263) + _2322;
                float4 _2325;
                do
                {
                    if (_322)
                    {
                        _2325 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1420];
                        break;
                    }
                    _2325 = _177[_1420];
                    break;
                } while(false);
                for (uint _2326 = 0u; _2326 < _559; )
                {
                    uint _1560 = _1373[_2326]._m0.z >> (8u * _2322);
                    _2150 = _1373[_2326]._m0;
                    uint _1596 = _2150[_2322 >> uint(1)] >> (16u * (_2322 & 1u));
                    float4 _1585 = (float4(uint4(_1596 & 15u, (_1596 >> uint(4)) & 15u, (_1596 >> uint(8)) & 15u, (_1596 >> uint(12)) & 15u) | (uint4(_1560 & 3u, (_1560 >> uint(2)) & 3u, (_1560 >> uint(4)) & 3u, (_1560 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _1373[_2326]._m1;
                    _614[_2326] = fma(_2325.w, _1585.w, fma(_2325.z, _1585.z, fma(_2325.y, _1585.y, fma(_2325.x, _1585.x, _614[_2326]))));
                    _2326++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_2202 == 1u)
        {
            uint _982 = _2217 * _559;
            uint _2254;
            _2254 = gl_LocalInvocationID.x;
            _28 _1611[_559];
            uint4 _2142;
            for (; _2254 < _138._m0; _2254 += _94)
            {
                for (uint _2255 = 0u; _2255 < _559; )
                {
                    uint _1642 = min((_982 + _2255), (_2232 - 1u));
                    uint _1724 = (_1642 * _138._m1) + (5u * (_2254 >> uint(4)));
                    uint _1731 = 3u * ((_1642 * _138._m0) + _2254);
                    _1611[_2255] = _28{ uint4(_517._m0[_1731], _517._m0[_1731 + 1u], _517._m0[_1731 + 2u], 0u), float2(as_type<half2>(_499._m0[_1724])).x * float(extract_bits(int(_499._m0[(_1724 + 1u) + ((_2254 >> uint(2)) & 3u)]), uint(int(8u * (_2254 & 3u))), uint(8))), 0.0 };
                    _2255++;
                    continue;
                }
                uint _2256;
                _2256 = 0u;
                for (; _2256 < 4u; _2256++)
                {
                    uint _1658 = (4u * _2254) + _2256;
                    float4 _2259;
                    do
                    {
                        if (_322)
                        {
                            _2259 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1658];
                            break;
                        }
                        _2259 = _177[_1658];
                        break;
                    } while(false);
                    for (uint _2260 = 0u; _2260 < _559; )
                    {
                        uint _1798 = _1611[_2260]._m0.z >> (8u * _2256);
                        _2142 = _1611[_2260]._m0;
                        uint _1834 = _2142[_2256 >> uint(1)] >> (16u * (_2256 & 1u));
                        float4 _1823 = (float4(uint4(_1834 & 15u, (_1834 >> uint(4)) & 15u, (_1834 >> uint(8)) & 15u, (_1834 >> uint(12)) & 15u) | (uint4(_1798 & 3u, (_1798 >> uint(2)) & 3u, (_1798 >> uint(4)) & 3u, (_1798 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _1611[_2260]._m1;
                        _614[_2260] = fma(_2259.w, _1823.w, fma(_2259.z, _1823.z, fma(_2259.y, _1823.y, fma(_2259.x, _1823.x, _614[_2260]))));
                        _2260++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _991 = _2217 * _559;
            uint _2245;
            _2245 = gl_LocalInvocationID.x;
            _28 _1849[_559];
            uint4 _2133;
            for (; _2245 < _138._m0; _2245 += _94)
            {
                for (uint _2246 = 0u; _2246 < _559; )
                {
                    uint _1880 = min((_991 + _2246), (_2232 - 1u));
                    uint _1962 = (_1880 * _138._m2) + (5u * (_2245 >> uint(4)));
                    uint _1969 = 3u * ((_1880 * _138._m0) + _2245);
                    _1849[_2246] = _28{ uint4(_784._m0[_1969], _784._m0[_1969 + 1u], _784._m0[_1969 + 2u], 0u), float2(as_type<half2>(_766._m0[_1962])).x * float(extract_bits(int(_766._m0[(_1962 + 1u) + ((_2245 >> uint(2)) & 3u)]), uint(int(8u * (_2245 & 3u))), uint(8))), 0.0 };
                    _2246++;
                    continue;
                }
                uint _2247;
                _2247 = 0u;
                for (; _2247 < 4u; _2247++)
                {
                    uint _1896 = (4u * _2245) + _2247;
                    float4 _2250;
                    do
                    {
                        if (_322)
                        {
                            _2250 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1896];
                            break;
                        }
                        _2250 = _177[_1896];
                        break;
                    } while(false);
                    for (uint _2251 = 0u; _2251 < _559; )
                    {
                        uint _2036 = _1849[_2251]._m0.z >> (8u * _2247);
                        _2133 = _1849[_2251]._m0;
                        uint _2072 = _2133[_2247 >> uint(1)] >> (16u * (_2247 & 1u));
                        float4 _2061 = (float4(uint4(_2072 & 15u, (_2072 >> uint(4)) & 15u, (_2072 >> uint(8)) & 15u, (_2072 >> uint(12)) & 15u) | (uint4(_2036 & 3u, (_2036 >> uint(2)) & 3u, (_2036 >> uint(4)) & 3u, (_2036 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _1849[_2251]._m1;
                        _614[_2251] = fma(_2250.w, _2061.w, fma(_2250.z, _2061.z, fma(_2250.y, _2061.y, fma(_2250.x, _2061.x, _614[_2251]))));
                        _2251++;
                        continue;
                    }
                }
            }
        }
    }
    float _1023[_1020];
    for (uint _2264 = 0u; _2264 < _559; _2264++)
    {
        float _1010 = _614[_2264];
        float _2316;
        do
        {
            float _2093 = simd_sum(_1010);
            if (_84)
            {
                _2316 = _2093;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _2097 = simd_is_first();
            if (_2097)
            {
                _97[gl_SubgroupID] = _2093;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _2315;
            _2315 = _97[0];
            for (uint _2314 = 1u; _2314 < gl_NumSubgroups; )
            {
                _2315 += _97[_2314];
                _2314++;
                continue;
            }
            _2316 = _2315;
            break;
        } while(false);
        if ((_2264 % _94) == gl_LocalInvocationID.x)
        {
            _1023[_2264 / _94] = _2316;
        }
    }
    for (uint _2265 = 0u; _2265 < _1020; _2265++)
    {
        uint _1042 = (_2265 * _94) + gl_LocalInvocationID.x;
        uint _1047 = (_2217 * _559) + _1042;
        if ((_1042 < _559) && (_1047 < _2232))
        {
            if (_965)
            {
                _1063._m0[(gl_WorkGroupID.y * _2232) + _1047] = _1023[_2265];
            }
            else
            {
                if (_2202 == 1u)
                {
                    _1081._m0[(gl_WorkGroupID.y * _2232) + _1047] = _1023[_2265];
                }
                else
                {
                    _1095._m0[(gl_WorkGroupID.y * _2232) + _1047] = _1023[_2265];
                }
            }
        }
    }
}

