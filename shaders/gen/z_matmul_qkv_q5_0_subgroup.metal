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

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _995 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _996 = (_995 == 1u);
constant uint _1020 = (8u * _94);
constant uint _1069 = (_556 + _94);
constant uint _1070 = (_1069 - 1u);
constant uint _1071 = (_1070 / _94);

struct _1139
{
    float _m0[1];
};

struct _1157
{
    float _m0[1];
};

struct _1171
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _1185 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_1185, 1u, 1u);

kernel void main0(constant _136& _138 [[buffer(0)]], const device _159& _161 [[buffer(2)]], const device _312& _314 [[buffer(3)]], const device _239& _241 [[buffer(4)]], const device _222& _224 [[buffer(5)]], device _260& _262 [[buffer(6)]], const device _445& _447 [[buffer(7)]], const device _422& _424 [[buffer(8)]], const device _508& _510 [[buffer(9)]], const device _487& _489 [[buffer(10)]], const device _774& _776 [[buffer(11)]], const device _753& _755 [[buffer(12)]], device _1139& _1141 [[buffer(13)]], device _1157& _1159 [[buffer(14)]], device _1171& _1173 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _97[_94];
    threadgroup float4 _177[_174];
    threadgroup float _1023[_1020];
    uint _916 = ((_138._m4 + _556) - 1u) / _556;
    uint _2291;
    uint _2306;
    uint _2321;
    if (gl_WorkGroupID.x >= _916)
    {
        uint _925 = gl_WorkGroupID.x - _916;
        uint _933 = ((_138._m5 + _556) - 1u) / _556;
        bool _934 = _925 >= _933;
        uint _2307;
        uint _2322;
        if (_934)
        {
            _2322 = _138._m6;
            _2307 = _925 - _933;
        }
        else
        {
            _2322 = _138._m5;
            _2307 = _925;
        }
        _2321 = _2322;
        _2306 = _2307;
        _2291 = _934 ? 2u : 1u;
    }
    else
    {
        _2321 = _138._m4;
        _2306 = gl_WorkGroupID.x;
        _2291 = 0u;
    }
    do
    {
        if (_130)
        {
            break;
        }
        uint _1226 = gl_WorkGroupID.y * _138._m3;
        float _2275;
        _2275 = 0.0;
        for (uint _2274 = gl_LocalInvocationID.x; _2274 < _138._m3; )
        {
            uint _1238 = (_1226 + _2274) / 4u;
            uint _1240 = _2274 % 4u;
            ((threadgroup float*)&_177[_2274 / 4u])[_1240] = ((device float*)&_161._m0[_1238])[_1240];
            _2275 = fma(((device float*)&_161._m0[_1238])[_1240], ((device float*)&_161._m0[_1238])[_1240], _2275);
            _2274 += _94;
            continue;
        }
        float _2280;
        if (_190)
        {
            float _2278;
            do
            {
                float _1373 = simd_sum(_2275);
                if (_84)
                {
                    _2278 = _1373;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1377 = simd_is_first();
                if (_1377)
                {
                    _97[gl_SubgroupID] = _1373;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _2277;
                _2277 = _97[0];
                for (uint _2276 = 1u; _2276 < gl_NumSubgroups; )
                {
                    _2277 += _97[_2276];
                    _2276++;
                    continue;
                }
                _2278 = _2277;
                break;
            } while(false);
            float _1268 = 1.0 / sqrt((_2278 / float(_138._m3)) + _138._m8);
            float _2281;
            _2281 = 0.0;
            float _1314;
            for (uint _2279 = gl_LocalInvocationID.x; _2279 < _138._m3; _2281 = _1314, _2279 += _94)
            {
                uint _1279 = _1226 + _2279;
                uint _1283 = _2279 / 4u;
                uint _1285 = _2279 % 4u;
                float _1287 = ((threadgroup float*)&_177[_1283])[_1285];
                float _1294 = fma(_1287 * _1268, _241._m0[_2279], _224._m0[_1279]);
                ((threadgroup float*)&_177[_1283])[_1285] = _1294;
                if (gl_WorkGroupID.x == 0u)
                {
                    _262._m0[_1279] = _1294;
                }
                _1314 = fma(_1294, _1294, _2281);
            }
            _2280 = _2281;
        }
        else
        {
            _2280 = _2275;
        }
        float _2284;
        do
        {
            float _1415 = simd_sum(_2280);
            if (_84)
            {
                _2284 = _1415;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1419 = simd_is_first();
            if (_1419)
            {
                _97[gl_SubgroupID] = _1415;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _2283;
            _2283 = _97[0];
            for (uint _2282 = 1u; _2282 < gl_NumSubgroups; )
            {
                _2283 += _97[_2282];
                _2282++;
                continue;
            }
            _2284 = _2283;
            break;
        } while(false);
        float _1330 = 1.0 / sqrt((_2284 / float(_138._m3)) + _138._m7);
        for (uint _2285 = gl_LocalInvocationID.x; _2285 < _138._m3; )
        {
            uint _1340 = _2285 / 4u;
            uint _1342 = _2285 % 4u;
            ((threadgroup float*)&_177[_1340])[_1342] = (((threadgroup float*)&_177[_1340])[_1342] * _1330) * _314._m0[_2285];
            _2285 += _94;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _611[_556];
    for (uint _2288 = 0u; _2288 < _556; )
    {
        _611[_2288] = 0.0;
        _2288++;
        continue;
    }
    bool _962 = _2291 == 0u;
    if (_962)
    {
        uint _966 = _2306 * _556;
        _28 _1451[_556];
        uint4 _2233;
        for (uint _2356 = gl_LocalInvocationID.x; _2356 < _138._m0; _2356 += _94)
        {
            for (uint _2445 = 0u; _2445 < _556; _2445++)
            {
                uint _1482 = min((_966 + _2445), (_2321 - 1u));
                uint _1565 = (_1482 * _138._m1) + (3u * (_2356 >> uint(2)));
                float2 _1570 = float2(as_type<half2>(_424._m0[_1565 + 2u]));
                float _2453;
                if ((_2356 & 2u) == 0u)
                {
                    _2453 = _1570.x;
                }
                else
                {
                    _2453 = _1570.y;
                }
                _1451[_2445] = _28{ uint4(_447._m0[(_1482 * _138._m0) + _2356], _424._m0[_1565 + ((_2356 >> uint(1)) & 1u)] >> (16u * (_2356 & 1u)), 0u), _2453, 0.0 };
            }
            uint _2446;
            _2446 = 0u;
            for (; _2446 < 4u; _2446++)
            {
                uint _1498 = (4u * _2356) + _2446;
                float4 _2449;
                do
                {
                    if (_322)
                    {
                        _2449 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1498];
                        break;
                    }
                    _2449 = _177[_1498];
                    break;
                } while(false);
                for (uint _2450 = 0u; _2450 < _556; )
                {
                    uint _1637 = _1451[_2450]._m0.z >> (4u * _2446);
                    _2233 = _1451[_2450]._m0;
                    uint _1673 = _2233[_2446 >> uint(1)] >> (16u * (_2446 & 1u));
                    float4 _1662 = (float4(uint4(_1673 & 15u, (_1673 >> uint(4)) & 15u, (_1673 >> uint(8)) & 15u, (_1673 >> uint(12)) & 15u) | (uint4(_1637 & 1u, (_1637 >> uint(1)) & 1u, (_1637 >> uint(2)) & 1u, (_1637 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _1451[_2450]._m1;
                    _611[_2450] = fma(_2449.w, _1662.w, fma(_2449.z, _1662.z, fma(_2449.y, _1662.y, fma(_2449.x, _1662.x, _611[_2450]))));
                    _2450++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_2291 == 1u)
        {
            uint _979 = _2306 * _556;
            _28 _1688[_556];
            uint4 _2225;
            for (uint _2345 = gl_LocalInvocationID.x; _2345 < _138._m0; _2345 += _94)
            {
                for (uint _2346 = 0u; _2346 < _556; _2346++)
                {
                    uint _1719 = min((_979 + _2346), (_2321 - 1u));
                    uint _1802 = (_1719 * _138._m1) + (3u * (_2345 >> uint(2)));
                    float2 _1807 = float2(as_type<half2>(_489._m0[_1802 + 2u]));
                    float _2354;
                    if ((_2345 & 2u) == 0u)
                    {
                        _2354 = _1807.x;
                    }
                    else
                    {
                        _2354 = _1807.y;
                    }
                    _1688[_2346] = _28{ uint4(_510._m0[(_1719 * _138._m0) + _2345], _489._m0[_1802 + ((_2345 >> uint(1)) & 1u)] >> (16u * (_2345 & 1u)), 0u), _2354, 0.0 };
                }
                uint _2347;
                _2347 = 0u;
                for (; _2347 < 4u; _2347++)
                {
                    uint _1735 = (4u * _2345) + _2347;
                    float4 _2350;
                    do
                    {
                        if (_322)
                        {
                            _2350 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1735];
                            break;
                        }
                        _2350 = _177[_1735];
                        break;
                    } while(false);
                    for (uint _2351 = 0u; _2351 < _556; )
                    {
                        uint _1874 = _1688[_2351]._m0.z >> (4u * _2347);
                        _2225 = _1688[_2351]._m0;
                        uint _1910 = _2225[_2347 >> uint(1)] >> (16u * (_2347 & 1u));
                        float4 _1899 = (float4(uint4(_1910 & 15u, (_1910 >> uint(4)) & 15u, (_1910 >> uint(8)) & 15u, (_1910 >> uint(12)) & 15u) | (uint4(_1874 & 1u, (_1874 >> uint(1)) & 1u, (_1874 >> uint(2)) & 1u, (_1874 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _1688[_2351]._m1;
                        _611[_2351] = fma(_2350.w, _1899.w, fma(_2350.z, _1899.z, fma(_2350.y, _1899.y, fma(_2350.x, _1899.x, _611[_2351]))));
                        _2351++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _988 = _2306 * _556;
            _28 _1925[_556];
            uint4 _2216;
            for (uint _2334 = gl_LocalInvocationID.x; _2334 < _138._m0; _2334 += _94)
            {
                for (uint _2335 = 0u; _2335 < _556; _2335++)
                {
                    uint _1956 = min((_988 + _2335), (_2321 - 1u));
                    uint _2039 = (_1956 * _138._m2) + (3u * (_2334 >> uint(2)));
                    float2 _2044 = float2(as_type<half2>(_755._m0[_2039 + 2u]));
                    float _2343;
                    if ((_2334 & 2u) == 0u)
                    {
                        _2343 = _2044.x;
                    }
                    else
                    {
                        _2343 = _2044.y;
                    }
                    _1925[_2335] = _28{ uint4(_776._m0[(_1956 * _138._m0) + _2334], _755._m0[_2039 + ((_2334 >> uint(1)) & 1u)] >> (16u * (_2334 & 1u)), 0u), _2343, 0.0 };
                }
                uint _2336;
                _2336 = 0u;
                for (; _2336 < 4u; _2336++)
                {
                    uint _1972 = (4u * _2334) + _2336;
                    float4 _2339;
                    do
                    {
                        if (_322)
                        {
                            _2339 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1972];
                            break;
                        }
                        _2339 = _177[_1972];
                        break;
                    } while(false);
                    for (uint _2340 = 0u; _2340 < _556; )
                    {
                        uint _2111 = _1925[_2340]._m0.z >> (4u * _2336);
                        _2216 = _1925[_2340]._m0;
                        uint _2147 = _2216[_2336 >> uint(1)] >> (16u * (_2336 & 1u));
                        float4 _2136 = (float4(uint4(_2147 & 15u, (_2147 >> uint(4)) & 15u, (_2147 >> uint(8)) & 15u, (_2147 >> uint(12)) & 15u) | (uint4(_2111 & 1u, (_2111 >> uint(1)) & 1u, (_2111 >> uint(2)) & 1u, (_2111 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _1925[_2340]._m1;
                        _611[_2340] = fma(_2339.w, _2136.w, fma(_2339.z, _2136.z, fma(_2339.y, _2136.y, fma(_2339.x, _2136.x, _611[_2340]))));
                        _2340++;
                        continue;
                    }
                }
            }
        }
    }
    float _1074[_1071];
    if (_996)
    {
        uint _2365;
        _2365 = 0u;
        uint _1017;
        for (; _2365 < _556; _2365 = _1017)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _2439;
            _2439 = _2365;
            for (;;)
            {
                _1017 = _2365 + 8u;
                if (_2439 < min(_1017, _556))
                {
                    _1023[((_2439 - _2365) * _94) + gl_LocalInvocationID.x] = _611[_2439];
                    _2439++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1042 = ((gl_LocalInvocationID.x + _94) - (_2365 % _94)) % _94;
            if (_1042 < min(8u, (_556 - _2365)))
            {
                float _2443;
                _2443 = 0.0;
                for (uint _2441 = 0u; _2441 < _94; )
                {
                    _2443 += _1023[(_1042 * _94) + _2441];
                    _2441++;
                    continue;
                }
                _1074[_2365 / _94] = _2443;
            }
        }
    }
    else
    {
        for (uint _2357 = 0u; _2357 < _556; _2357++)
        {
            float _1094 = _611[_2357];
            float _2360;
            do
            {
                float _2176 = simd_sum(_1094);
                if (_84)
                {
                    _2360 = _2176;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _2180 = simd_is_first();
                if (_2180)
                {
                    _97[gl_SubgroupID] = _2176;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _2359;
                _2359 = _97[0];
                for (uint _2358 = 1u; _2358 < gl_NumSubgroups; )
                {
                    _2359 += _97[_2358];
                    _2358++;
                    continue;
                }
                _2360 = _2359;
                break;
            } while(false);
            if ((_2357 % _94) == gl_LocalInvocationID.x)
            {
                _1074[_2357 / _94] = _2360;
            }
        }
    }
    for (uint _2366 = 0u; _2366 < _1071; _2366++)
    {
        uint _1120 = (_2366 * _94) + gl_LocalInvocationID.x;
        uint _1125 = (_2306 * _556) + _1120;
        if ((_1120 < _556) && (_1125 < _2321))
        {
            if (_962)
            {
                _1141._m0[(gl_WorkGroupID.y * _2321) + _1125] = _1074[_2366];
            }
            else
            {
                if (_2291 == 1u)
                {
                    _1159._m0[(gl_WorkGroupID.y * _2321) + _1125] = _1074[_2366];
                }
                else
                {
                    _1173._m0[(gl_WorkGroupID.y * _2321) + _1125] = _1074[_2366];
                }
            }
        }
    }
}

