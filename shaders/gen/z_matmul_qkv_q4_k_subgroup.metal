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

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _983 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _984 = (_983 == 1u);
constant uint _1008 = (8u * _94);
constant uint _1057 = (_541 + _94);
constant uint _1058 = (_1057 - 1u);
constant uint _1059 = (_1058 / _94);

struct _1127
{
    float _m0[1];
};

struct _1145
{
    float _m0[1];
};

struct _1159
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _1173 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_1173, 1u, 1u);

kernel void main0(constant _136& _138 [[buffer(0)]], const device _159& _161 [[buffer(2)]], const device _312& _314 [[buffer(3)]], const device _239& _241 [[buffer(4)]], const device _222& _224 [[buffer(5)]], device _260& _262 [[buffer(6)]], const device _426& _428 [[buffer(7)]], const device _404& _406 [[buffer(8)]], const device _493& _495 [[buffer(9)]], const device _473& _475 [[buffer(10)]], const device _762& _764 [[buffer(11)]], const device _742& _744 [[buffer(12)]], device _1127& _1129 [[buffer(13)]], device _1145& _1147 [[buffer(14)]], device _1159& _1161 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _97[_94];
    threadgroup float4 _177[_174];
    threadgroup float _1011[_1008];
    uint _904 = ((_138._m4 + _541) - 1u) / _541;
    uint _2221;
    uint _2236;
    uint _2251;
    if (gl_WorkGroupID.x >= _904)
    {
        uint _913 = gl_WorkGroupID.x - _904;
        uint _921 = ((_138._m5 + _541) - 1u) / _541;
        bool _922 = _913 >= _921;
        uint _2237;
        uint _2252;
        if (_922)
        {
            _2252 = _138._m6;
            _2237 = _913 - _921;
        }
        else
        {
            _2252 = _138._m5;
            _2237 = _913;
        }
        _2251 = _2252;
        _2236 = _2237;
        _2221 = _922 ? 2u : 1u;
    }
    else
    {
        _2251 = _138._m4;
        _2236 = gl_WorkGroupID.x;
        _2221 = 0u;
    }
    do
    {
        if (_130)
        {
            break;
        }
        uint _1214 = gl_WorkGroupID.y * _138._m3;
        float _2205;
        _2205 = 0.0;
        for (uint _2204 = gl_LocalInvocationID.x; _2204 < _138._m3; )
        {
            uint _1226 = (_1214 + _2204) / 4u;
            uint _1228 = _2204 % 4u;
            ((threadgroup float*)&_177[_2204 / 4u])[_1228] = ((device float*)&_161._m0[_1226])[_1228];
            _2205 = fma(((device float*)&_161._m0[_1226])[_1228], ((device float*)&_161._m0[_1226])[_1228], _2205);
            _2204 += _94;
            continue;
        }
        float _2210;
        if (_190)
        {
            float _2208;
            do
            {
                float _1361 = simd_sum(_2205);
                if (_84)
                {
                    _2208 = _1361;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1365 = simd_is_first();
                if (_1365)
                {
                    _97[gl_SubgroupID] = _1361;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _2207;
                _2207 = _97[0];
                for (uint _2206 = 1u; _2206 < gl_NumSubgroups; )
                {
                    _2207 += _97[_2206];
                    _2206++;
                    continue;
                }
                _2208 = _2207;
                break;
            } while(false);
            float _1256 = 1.0 / sqrt((_2208 / float(_138._m3)) + _138._m8);
            float _2211;
            _2211 = 0.0;
            float _1302;
            for (uint _2209 = gl_LocalInvocationID.x; _2209 < _138._m3; _2211 = _1302, _2209 += _94)
            {
                uint _1267 = _1214 + _2209;
                uint _1271 = _2209 / 4u;
                uint _1273 = _2209 % 4u;
                float _1275 = ((threadgroup float*)&_177[_1271])[_1273];
                float _1282 = fma(_1275 * _1256, _241._m0[_2209], _224._m0[_1267]);
                ((threadgroup float*)&_177[_1271])[_1273] = _1282;
                if (gl_WorkGroupID.x == 0u)
                {
                    _262._m0[_1267] = _1282;
                }
                _1302 = fma(_1282, _1282, _2211);
            }
            _2210 = _2211;
        }
        else
        {
            _2210 = _2205;
        }
        float _2214;
        do
        {
            float _1403 = simd_sum(_2210);
            if (_84)
            {
                _2214 = _1403;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1407 = simd_is_first();
            if (_1407)
            {
                _97[gl_SubgroupID] = _1403;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _2213;
            _2213 = _97[0];
            for (uint _2212 = 1u; _2212 < gl_NumSubgroups; )
            {
                _2213 += _97[_2212];
                _2212++;
                continue;
            }
            _2214 = _2213;
            break;
        } while(false);
        float _1318 = 1.0 / sqrt((_2214 / float(_138._m3)) + _138._m7);
        for (uint _2215 = gl_LocalInvocationID.x; _2215 < _138._m3; )
        {
            uint _1328 = _2215 / 4u;
            uint _1330 = _2215 % 4u;
            ((threadgroup float*)&_177[_1328])[_1330] = (((threadgroup float*)&_177[_1328])[_1330] * _1318) * _314._m0[_2215];
            _2215 += _94;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _596[_541];
    for (uint _2218 = 0u; _2218 < _541; )
    {
        _596[_2218] = 0.0;
        _2218++;
        continue;
    }
    bool _950 = _2221 == 0u;
    if (_950)
    {
        uint _954 = _2236 * _541;
        uint _2282;
        _2282 = gl_LocalInvocationID.x;
        _28 _1439[_541];
        uint4 _2167;
        for (; _2282 < _138._m0; _2282 += _94)
        {
            for (uint _2365 = 0u; _2365 < _541; )
            {
                uint _1470 = min((_954 + _2365), (_2251 - 1u));
                uint _1553 = (_1470 * _138._m1) + (5u * (_2282 >> uint(4)));
                uint _1556 = (_2282 >> uint(1)) & 7u;
                float2 _1560 = float2(as_type<half2>(_406._m0[_1553]));
                uint _1571 = _406._m0[(_1553 + 1u) + (_1556 >> uint(1))] >> (16u * (_1556 & 1u));
                _1439[_2365] = _28{ uint4(_428._m0[(_1470 * _138._m0) + _2282], 0u, 0u), _1560.x * float(_1571 & 255u), _1560.y * float((_1571 >> uint(8)) & 255u) };
                _2365++;
                continue;
            }
            uint _2366;
            _2366 = 0u;
            for (; _2366 < 4u; _2366++)
            {
                uint _1486 = (4u * _2282) + _2366;
                float4 _2369;
                do
                {
                    if (_322)
                    {
                        _2369 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1486];
                        break;
                    }
                    _2369 = _177[_1486];
                    break;
                } while(false);
                for (uint _2370 = 0u; _2370 < _541; )
                {
                    _2167 = _1439[_2370]._m0;
                    uint _1644 = _2167[_2366 >> uint(1)] >> (16u * (_2366 & 1u));
                    float4 _1632 = (float4(uint4(_1644 & 15u, (_1644 >> uint(4)) & 15u, (_1644 >> uint(8)) & 15u, (_1644 >> uint(12)) & 15u)) * _1439[_2370]._m1) - float4(_1439[_2370]._m2);
                    _596[_2370] = fma(_2369.w, _1632.w, fma(_2369.z, _1632.z, fma(_2369.y, _1632.y, fma(_2369.x, _1632.x, _596[_2370]))));
                    _2370++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_2221 == 1u)
        {
            uint _967 = _2236 * _541;
            uint _2273;
            _2273 = gl_LocalInvocationID.x;
            _28 _1659[_541];
            uint4 _2160;
            for (; _2273 < _138._m0; _2273 += _94)
            {
                for (uint _2274 = 0u; _2274 < _541; )
                {
                    uint _1690 = min((_967 + _2274), (_2251 - 1u));
                    uint _1773 = (_1690 * _138._m1) + (5u * (_2273 >> uint(4)));
                    uint _1776 = (_2273 >> uint(1)) & 7u;
                    float2 _1780 = float2(as_type<half2>(_475._m0[_1773]));
                    uint _1791 = _475._m0[(_1773 + 1u) + (_1776 >> uint(1))] >> (16u * (_1776 & 1u));
                    _1659[_2274] = _28{ uint4(_495._m0[(_1690 * _138._m0) + _2273], 0u, 0u), _1780.x * float(_1791 & 255u), _1780.y * float((_1791 >> uint(8)) & 255u) };
                    _2274++;
                    continue;
                }
                uint _2275;
                _2275 = 0u;
                for (; _2275 < 4u; _2275++)
                {
                    uint _1706 = (4u * _2273) + _2275;
                    float4 _2278;
                    do
                    {
                        if (_322)
                        {
                            _2278 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1706];
                            break;
                        }
                        _2278 = _177[_1706];
                        break;
                    } while(false);
                    for (uint _2279 = 0u; _2279 < _541; )
                    {
                        _2160 = _1659[_2279]._m0;
                        uint _1863 = _2160[_2275 >> uint(1)] >> (16u * (_2275 & 1u));
                        float4 _1852 = (float4(uint4(_1863 & 15u, (_1863 >> uint(4)) & 15u, (_1863 >> uint(8)) & 15u, (_1863 >> uint(12)) & 15u)) * _1659[_2279]._m1) - float4(_1659[_2279]._m2);
                        _596[_2279] = fma(_2278.w, _1852.w, fma(_2278.z, _1852.z, fma(_2278.y, _1852.y, fma(_2278.x, _1852.x, _596[_2279]))));
                        _2279++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _976 = _2236 * _541;
            uint _2264;
            _2264 = gl_LocalInvocationID.x;
            _28 _1878[_541];
            uint4 _2151;
            for (; _2264 < _138._m0; _2264 += _94)
            {
                for (uint _2265 = 0u; _2265 < _541; )
                {
                    uint _1909 = min((_976 + _2265), (_2251 - 1u));
                    uint _1992 = (_1909 * _138._m2) + (5u * (_2264 >> uint(4)));
                    uint _1995 = (_2264 >> uint(1)) & 7u;
                    float2 _1999 = float2(as_type<half2>(_744._m0[_1992]));
                    uint _2010 = _744._m0[(_1992 + 1u) + (_1995 >> uint(1))] >> (16u * (_1995 & 1u));
                    _1878[_2265] = _28{ uint4(_764._m0[(_1909 * _138._m0) + _2264], 0u, 0u), _1999.x * float(_2010 & 255u), _1999.y * float((_2010 >> uint(8)) & 255u) };
                    _2265++;
                    continue;
                }
                uint _2266;
                _2266 = 0u;
                for (; _2266 < 4u; _2266++)
                {
                    uint _1925 = (4u * _2264) + _2266;
                    float4 _2269;
                    do
                    {
                        if (_322)
                        {
                            _2269 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1925];
                            break;
                        }
                        _2269 = _177[_1925];
                        break;
                    } while(false);
                    for (uint _2270 = 0u; _2270 < _541; )
                    {
                        _2151 = _1878[_2270]._m0;
                        uint _2082 = _2151[_2266 >> uint(1)] >> (16u * (_2266 & 1u));
                        float4 _2071 = (float4(uint4(_2082 & 15u, (_2082 >> uint(4)) & 15u, (_2082 >> uint(8)) & 15u, (_2082 >> uint(12)) & 15u)) * _1878[_2270]._m1) - float4(_1878[_2270]._m2);
                        _596[_2270] = fma(_2269.w, _2071.w, fma(_2269.z, _2071.z, fma(_2269.y, _2071.y, fma(_2269.x, _2071.x, _596[_2270]))));
                        _2270++;
                        continue;
                    }
                }
            }
        }
    }
    float _1062[_1059];
    if (_984)
    {
        uint _2291;
        _2291 = 0u;
        uint _1005;
        for (; _2291 < _541; _2291 = _1005)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _2359;
            _2359 = _2291;
            for (;;)
            {
                _1005 = _2291 + 8u;
                if (_2359 < min(_1005, _541))
                {
                    _1011[((_2359 - _2291) * _94) + gl_LocalInvocationID.x] = _596[_2359];
                    _2359++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1030 = ((gl_LocalInvocationID.x + _94) - (_2291 % _94)) % _94;
            if (_1030 < min(8u, (_541 - _2291)))
            {
                float _2363;
                _2363 = 0.0;
                for (uint _2361 = 0u; _2361 < _94; )
                {
                    _2363 += _1011[(_1030 * _94) + _2361];
                    _2361++;
                    continue;
                }
                _1062[_2291 / _94] = _2363;
            }
        }
    }
    else
    {
        for (uint _2283 = 0u; _2283 < _541; _2283++)
        {
            float _1082 = _596[_2283];
            float _2286;
            do
            {
                float _2111 = simd_sum(_1082);
                if (_84)
                {
                    _2286 = _2111;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _2115 = simd_is_first();
                if (_2115)
                {
                    _97[gl_SubgroupID] = _2111;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _2285;
                _2285 = _97[0];
                for (uint _2284 = 1u; _2284 < gl_NumSubgroups; )
                {
                    _2285 += _97[_2284];
                    _2284++;
                    continue;
                }
                _2286 = _2285;
                break;
            } while(false);
            if ((_2283 % _94) == gl_LocalInvocationID.x)
            {
                _1062[_2283 / _94] = _2286;
            }
        }
    }
    for (uint _2292 = 0u; _2292 < _1059; _2292++)
    {
        uint _1108 = (_2292 * _94) + gl_LocalInvocationID.x;
        uint _1113 = (_2236 * _541) + _1108;
        if ((_1108 < _541) && (_1113 < _2251))
        {
            if (_950)
            {
                _1129._m0[(gl_WorkGroupID.y * _2251) + _1113] = _1062[_2292];
            }
            else
            {
                if (_2221 == 1u)
                {
                    _1147._m0[(gl_WorkGroupID.y * _2251) + _1113] = _1062[_2292];
                }
                else
                {
                    _1161._m0[(gl_WorkGroupID.y * _2251) + _1113] = _1062[_2292];
                }
            }
        }
    }
}

