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

struct _422
{
    uint _m0[1];
};

struct _445
{
    uint2 _m0[1];
};

struct _487
{
    uint _m0[1];
};

struct _508
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _556 = SPIRV_CROSS_CONSTANT_ID_2;

struct _753
{
    uint _m0[1];
};

struct _774
{
    uint2 _m0[1];
};

constant uint _1015 = (_556 + _94);
constant uint _1016 = (_1015 - 1u);
constant uint _1017 = (_1016 / _94);

struct _1058
{
    float _m0[1];
};

struct _1076
{
    float _m0[1];
};

struct _1090
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _1104 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_1104, 1u, 1u);

kernel void main0(constant _136& _138 [[buffer(0)]], const device _159& _161 [[buffer(2)]], const device _312& _314 [[buffer(3)]], const device _239& _241 [[buffer(4)]], const device _222& _224 [[buffer(5)]], device _260& _262 [[buffer(6)]], const device _445& _447 [[buffer(7)]], const device _422& _424 [[buffer(8)]], const device _508& _510 [[buffer(9)]], const device _487& _489 [[buffer(10)]], const device _774& _776 [[buffer(11)]], const device _753& _755 [[buffer(12)]], device _1058& _1060 [[buffer(13)]], device _1076& _1078 [[buffer(14)]], device _1090& _1092 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _97[_94];
    threadgroup float4 _177[_174];
    uint _916 = ((_138._m4 + _556) - 1u) / _556;
    uint _2202;
    uint _2217;
    uint _2232;
    if (gl_WorkGroupID.x >= _916)
    {
        uint _925 = gl_WorkGroupID.x - _916;
        uint _933 = ((_138._m5 + _556) - 1u) / _556;
        bool _934 = _925 >= _933;
        uint _2218;
        uint _2233;
        if (_934)
        {
            _2233 = _138._m6;
            _2218 = _925 - _933;
        }
        else
        {
            _2233 = _138._m5;
            _2218 = _925;
        }
        _2232 = _2233;
        _2217 = _2218;
        _2202 = _934 ? 2u : 1u;
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
        uint _1145 = gl_WorkGroupID.y * _138._m3;
        float _2186;
        _2186 = 0.0;
        for (uint _2185 = gl_LocalInvocationID.x; _2185 < _138._m3; )
        {
            uint _1157 = (_1145 + _2185) / 4u;
            uint _1159 = _2185 % 4u;
            ((threadgroup float*)&_177[_2185 / 4u])[_1159] = ((device float*)&_161._m0[_1157])[_1159];
            _2186 = fma(((device float*)&_161._m0[_1157])[_1159], ((device float*)&_161._m0[_1157])[_1159], _2186);
            _2185 += _94;
            continue;
        }
        float _2191;
        if (_190)
        {
            float _2189;
            do
            {
                float _1292 = simd_sum(_2186);
                if (_84)
                {
                    _2189 = _1292;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1296 = simd_is_first();
                if (_1296)
                {
                    _97[gl_SubgroupID] = _1292;
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
            float _1187 = 1.0 / sqrt((_2189 / float(_138._m3)) + _138._m8);
            float _2192;
            _2192 = 0.0;
            float _1233;
            for (uint _2190 = gl_LocalInvocationID.x; _2190 < _138._m3; _2192 = _1233, _2190 += _94)
            {
                uint _1198 = _1145 + _2190;
                uint _1202 = _2190 / 4u;
                uint _1204 = _2190 % 4u;
                float _1206 = ((threadgroup float*)&_177[_1202])[_1204];
                float _1213 = fma(_1206 * _1187, _241._m0[_2190], _224._m0[_1198]);
                ((threadgroup float*)&_177[_1202])[_1204] = _1213;
                if (gl_WorkGroupID.x == 0u)
                {
                    _262._m0[_1198] = _1213;
                }
                _1233 = fma(_1213, _1213, _2192);
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
            float _1334 = simd_sum(_2191);
            if (_84)
            {
                _2195 = _1334;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1338 = simd_is_first();
            if (_1338)
            {
                _97[gl_SubgroupID] = _1334;
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
        float _1249 = 1.0 / sqrt((_2195 / float(_138._m3)) + _138._m7);
        for (uint _2196 = gl_LocalInvocationID.x; _2196 < _138._m3; )
        {
            uint _1259 = _2196 / 4u;
            uint _1261 = _2196 % 4u;
            ((threadgroup float*)&_177[_1259])[_1261] = (((threadgroup float*)&_177[_1259])[_1261] * _1249) * _314._m0[_2196];
            _2196 += _94;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _611[_556];
    for (uint _2199 = 0u; _2199 < _556; )
    {
        _611[_2199] = 0.0;
        _2199++;
        continue;
    }
    bool _962 = _2202 == 0u;
    if (_962)
    {
        uint _966 = _2217 * _556;
        _28 _1370[_556];
        uint4 _2144;
        for (uint _2267 = gl_LocalInvocationID.x; _2267 < _138._m0; _2267 += _94)
        {
            for (uint _2331 = 0u; _2331 < _556; _2331++)
            {
                uint _1401 = min((_966 + _2331), (_2232 - 1u));
                uint _1484 = (_1401 * _138._m1) + (3u * (_2267 >> uint(2)));
                float2 _1489 = float2(as_type<half2>(_424._m0[_1484 + 2u]));
                float _2339;
                if ((_2267 & 2u) == 0u)
                {
                    _2339 = _1489.x;
                }
                else
                {
                    _2339 = _1489.y;
                }
                _1370[_2331] = _28{ uint4(_447._m0[(_1401 * _138._m0) + _2267], _424._m0[_1484 + ((_2267 >> uint(1)) & 1u)] >> (16u * (_2267 & 1u)), 0u), _2339, 0.0 };
            }
            uint _2332;
            _2332 = 0u;
            for (; _2332 < 4u; _2332++)
            {
                uint _1417 = (4u * _2267) + _2332;
                float4 _2335;
                do
                {
                    if (_322)
                    {
                        _2335 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1417];
                        break;
                    }
                    _2335 = _177[_1417];
                    break;
                } while(false);
                for (uint _2336 = 0u; _2336 < _556; )
                {
                    uint _1556 = _1370[_2336]._m0.z >> (4u * _2332);
                    _2144 = _1370[_2336]._m0;
                    uint _1592 = _2144[_2332 >> uint(1)] >> (16u * (_2332 & 1u));
                    float4 _1581 = (float4(uint4(_1592 & 15u, (_1592 >> uint(4)) & 15u, (_1592 >> uint(8)) & 15u, (_1592 >> uint(12)) & 15u) | (uint4(_1556 & 1u, (_1556 >> uint(1)) & 1u, (_1556 >> uint(2)) & 1u, (_1556 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _1370[_2336]._m1;
                    _611[_2336] = fma(_2335.w, _1581.w, fma(_2335.z, _1581.z, fma(_2335.y, _1581.y, fma(_2335.x, _1581.x, _611[_2336]))));
                    _2336++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_2202 == 1u)
        {
            uint _979 = _2217 * _556;
            _28 _1607[_556];
            uint4 _2136;
            for (uint _2256 = gl_LocalInvocationID.x; _2256 < _138._m0; _2256 += _94)
            {
                for (uint _2257 = 0u; _2257 < _556; _2257++)
                {
                    uint _1638 = min((_979 + _2257), (_2232 - 1u));
                    uint _1721 = (_1638 * _138._m1) + (3u * (_2256 >> uint(2)));
                    float2 _1726 = float2(as_type<half2>(_489._m0[_1721 + 2u]));
                    float _2265;
                    if ((_2256 & 2u) == 0u)
                    {
                        _2265 = _1726.x;
                    }
                    else
                    {
                        _2265 = _1726.y;
                    }
                    _1607[_2257] = _28{ uint4(_510._m0[(_1638 * _138._m0) + _2256], _489._m0[_1721 + ((_2256 >> uint(1)) & 1u)] >> (16u * (_2256 & 1u)), 0u), _2265, 0.0 };
                }
                uint _2258;
                _2258 = 0u;
                for (; _2258 < 4u; _2258++)
                {
                    uint _1654 = (4u * _2256) + _2258;
                    float4 _2261;
                    do
                    {
                        if (_322)
                        {
                            _2261 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1654];
                            break;
                        }
                        _2261 = _177[_1654];
                        break;
                    } while(false);
                    for (uint _2262 = 0u; _2262 < _556; )
                    {
                        uint _1793 = _1607[_2262]._m0.z >> (4u * _2258);
                        _2136 = _1607[_2262]._m0;
                        uint _1829 = _2136[_2258 >> uint(1)] >> (16u * (_2258 & 1u));
                        float4 _1818 = (float4(uint4(_1829 & 15u, (_1829 >> uint(4)) & 15u, (_1829 >> uint(8)) & 15u, (_1829 >> uint(12)) & 15u) | (uint4(_1793 & 1u, (_1793 >> uint(1)) & 1u, (_1793 >> uint(2)) & 1u, (_1793 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _1607[_2262]._m1;
                        _611[_2262] = fma(_2261.w, _1818.w, fma(_2261.z, _1818.z, fma(_2261.y, _1818.y, fma(_2261.x, _1818.x, _611[_2262]))));
                        _2262++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _988 = _2217 * _556;
            _28 _1844[_556];
            uint4 _2127;
            for (uint _2245 = gl_LocalInvocationID.x; _2245 < _138._m0; _2245 += _94)
            {
                for (uint _2246 = 0u; _2246 < _556; _2246++)
                {
                    uint _1875 = min((_988 + _2246), (_2232 - 1u));
                    uint _1958 = (_1875 * _138._m2) + (3u * (_2245 >> uint(2)));
                    float2 _1963 = float2(as_type<half2>(_755._m0[_1958 + 2u]));
                    float _2254;
                    if ((_2245 & 2u) == 0u)
                    {
                        _2254 = _1963.x;
                    }
                    else
                    {
                        _2254 = _1963.y;
                    }
                    _1844[_2246] = _28{ uint4(_776._m0[(_1875 * _138._m0) + _2245], _755._m0[_1958 + ((_2245 >> uint(1)) & 1u)] >> (16u * (_2245 & 1u)), 0u), _2254, 0.0 };
                }
                uint _2247;
                _2247 = 0u;
                for (; _2247 < 4u; _2247++)
                {
                    uint _1891 = (4u * _2245) + _2247;
                    float4 _2250;
                    do
                    {
                        if (_322)
                        {
                            _2250 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1891];
                            break;
                        }
                        _2250 = _177[_1891];
                        break;
                    } while(false);
                    for (uint _2251 = 0u; _2251 < _556; )
                    {
                        uint _2030 = _1844[_2251]._m0.z >> (4u * _2247);
                        _2127 = _1844[_2251]._m0;
                        uint _2066 = _2127[_2247 >> uint(1)] >> (16u * (_2247 & 1u));
                        float4 _2055 = (float4(uint4(_2066 & 15u, (_2066 >> uint(4)) & 15u, (_2066 >> uint(8)) & 15u, (_2066 >> uint(12)) & 15u) | (uint4(_2030 & 1u, (_2030 >> uint(1)) & 1u, (_2030 >> uint(2)) & 1u, (_2030 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _1844[_2251]._m1;
                        _611[_2251] = fma(_2250.w, _2055.w, fma(_2250.z, _2055.z, fma(_2250.y, _2055.y, fma(_2250.x, _2055.x, _611[_2251]))));
                        _2251++;
                        continue;
                    }
                }
            }
        }
    }
    float _1020[_1017];
    for (uint _2268 = 0u; _2268 < _556; _2268++)
    {
        float _1007 = _611[_2268];
        float _2326;
        do
        {
            float _2087 = simd_sum(_1007);
            if (_84)
            {
                _2326 = _2087;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _2091 = simd_is_first();
            if (_2091)
            {
                _97[gl_SubgroupID] = _2087;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _2325;
            _2325 = _97[0];
            for (uint _2324 = 1u; _2324 < gl_NumSubgroups; )
            {
                _2325 += _97[_2324];
                _2324++;
                continue;
            }
            _2326 = _2325;
            break;
        } while(false);
        if ((_2268 % _94) == gl_LocalInvocationID.x)
        {
            _1020[_2268 / _94] = _2326;
        }
    }
    for (uint _2269 = 0u; _2269 < _1017; _2269++)
    {
        uint _1039 = (_2269 * _94) + gl_LocalInvocationID.x;
        uint _1044 = (_2217 * _556) + _1039;
        if ((_1039 < _556) && (_1044 < _2232))
        {
            if (_962)
            {
                _1060._m0[(gl_WorkGroupID.y * _2232) + _1044] = _1020[_2269];
            }
            else
            {
                if (_2202 == 1u)
                {
                    _1078._m0[(gl_WorkGroupID.y * _2232) + _1044] = _1020[_2269];
                }
                else
                {
                    _1092._m0[(gl_WorkGroupID.y * _2232) + _1044] = _1020[_2269];
                }
            }
        }
    }
}

