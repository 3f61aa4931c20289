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

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _998 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _999 = (_998 == 1u);
constant uint _1022 = (8u * _94);
constant uint _1071 = (_559 + _94);
constant uint _1072 = (_1071 - 1u);
constant uint _1073 = (_1072 / _94);

struct _1141
{
    float _m0[1];
};

struct _1159
{
    float _m0[1];
};

struct _1173
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _1187 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_1187, 1u, 1u);

kernel void main0(constant _136& _138 [[buffer(0)]], const device _159& _161 [[buffer(2)]], const device _312& _314 [[buffer(3)]], const device _239& _241 [[buffer(4)]], const device _222& _224 [[buffer(5)]], device _260& _262 [[buffer(6)]], const device _451& _453 [[buffer(7)]], const device _432& _434 [[buffer(8)]], const device _515& _517 [[buffer(9)]], const device _497& _499 [[buffer(10)]], const device _782& _784 [[buffer(11)]], const device _764& _766 [[buffer(12)]], device _1141& _1143 [[buffer(13)]], device _1159& _1161 [[buffer(14)]], device _1173& _1175 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _97[_94];
    threadgroup float4 _177[_174];
    threadgroup float _1025[_1022];
    uint _920 = ((_138._m4 + _559) - 1u) / _559;
    uint _2290;
    uint _2305;
    uint _2320;
    if (gl_WorkGroupID.x >= _920)
    {
        uint _929 = gl_WorkGroupID.x - _920;
        uint _937 = ((_138._m5 + _559) - 1u) / _559;
        bool _938 = _929 >= _937;
        uint _2306;
        uint _2321;
        if (_938)
        {
            _2321 = _138._m6;
            _2306 = _929 - _937;
        }
        else
        {
            _2321 = _138._m5;
            _2306 = _929;
        }
        _2320 = _2321;
        _2305 = _2306;
        _2290 = _938 ? 2u : 1u;
    }
    else
    {
        _2320 = _138._m4;
        _2305 = gl_WorkGroupID.x;
        _2290 = 0u;
    }
    do
    {
        if (_130)
        {
            break;
        }
        uint _1228 = gl_WorkGroupID.y * _138._m3;
        float _2274;
        _2274 = 0.0;
        for (uint _2273 = gl_LocalInvocationID.x; _2273 < _138._m3; )
        {
            uint _1240 = (_1228 + _2273) / 4u;
            uint _1242 = _2273 % 4u;
            ((threadgroup float*)&_177[_2273 / 4u])[_1242] = ((device float*)&_161._m0[_1240])[_1242];
            _2274 = fma(((device float*)&_161._m0[_1240])[_1242], ((device float*)&_161._m0[_1240])[_1242], _2274);
            _2273 += _94;
            continue;
        }
        float _2279;
        if (_190)
        {
            float _2277;
            do
            {
                float _1375 = simd_sum(_2274);
                if (_84)
                {
                    _2277 = _1375;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1379 = simd_is_first();
                if (_1379)
                {
                    _97[gl_SubgroupID] = _1375;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _2276;
                _2276 = _97[0];
                for (uint _2275 = 1u; _2275 < gl_NumSubgroups; )
                {
                    _2276 += _97[_2275];
                    _2275++;
                    continue;
                }
                _2277 = _2276;
                break;
            } while(false);
            float _1270 = 1.0 / sqrt((_2277 / float(_138._m3)) + _138._m8);
            float _2280;
            _2280 = 0.0;
            float _1316;
            for (uint _2278 = gl_LocalInvocationID.x; _2278 < _138._m3; _2280 = _1316, _2278 += _94)
            {
                uint _1281 = _1228 + _2278;
                uint _1285 = _2278 / 4u;
                uint _1287 = _2278 % 4u;
                float _1289 = ((threadgroup float*)&_177[_1285])[_1287];
                float _1296 = fma(_1289 * _1270, _241._m0[_2278], _224._m0[_1281]);
                ((threadgroup float*)&_177[_1285])[_1287] = _1296;
                if (gl_WorkGroupID.x == 0u)
                {
                    _262._m0[_1281] = _1296;
                }
                _1316 = fma(_1296, _1296, _2280);
            }
            _2279 = _2280;
        }
        else
        {
            _2279 = _2274;
        }
        float _2283;
        do
        {
            float _1417 = simd_sum(_2279);
            if (_84)
            {
                _2283 = _1417;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1421 = simd_is_first();
            if (_1421)
            {
                _97[gl_SubgroupID] = _1417;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _2282;
            _2282 = _97[0];
            for (uint _2281 = 1u; _2281 < gl_NumSubgroups; )
            {
                _2282 += _97[_2281];
                _2281++;
                continue;
            }
            _2283 = _2282;
            break;
        } while(false);
        float _1332 = 1.0 / sqrt((_2283 / float(_138._m3)) + _138._m7);
        for (uint _2284 = gl_LocalInvocationID.x; _2284 < _138._m3; )
        {
            uint _1342 = _2284 / 4u;
            uint _1344 = _2284 % 4u;
            ((threadgroup float*)&_177[_1342])[_1344] = (((threadgroup float*)&_177[_1342])[_1344] * _1332) * _314._m0[_2284];
            _2284 += _94;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _614[_559];
    for (uint _2287 = 0u; _2287 < _559; )
    {
        _614[_2287] = 0.0;
        _2287++;
        continue;
    }
    bool _965 = _2290 == 0u;
    if (_965)
    {
        uint _969 = _2305 * _559;
        uint _2351;
        _2351 = gl_LocalInvocationID.x;
        _28 _1453[_559];
        uint4 _2238;
        for (; _2351 < _138._m0; _2351 += _94)
        {
            for (uint _2434 = 0u; _2434 < _559; )
            {
                uint _1484 = min((_969 + _2434), (_2320 - 1u));
                uint _1566 = (_1484 * _138._m1) + (5u * (_2351 >> uint(4)));
                uint _1573 = 3u * ((_1484 * _138._m0) + _2351);
                _1453[_2434] = _28{ uint4(_453._m0[_1573], _453._m0[_1573 + 1u], _453._m0[_1573 + 2u], 0u), float2(as_type<half2>(_434._m0[_1566])).x * float(extract_bits(int(_434._m0[(_1566 + 1u) + ((_2351 >> uint(2)) & 3u)]), uint(int(8u * (_2351 & 3u))), uint(8))), 0.0 };
                _2434++;
                continue;
            }
            uint _2435;
            _2435 = 0u;
            for (; _2435 < 4u; _2435++)
            {
                uint _1500 = (4u * _2351) + _2435;
                float4 _2438;
                do
                {
                    if (_322)
                    {
                        _2438 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1500];
                        break;
                    }
                    _2438 = _177[_1500];
                    break;
                } while(false);
                for (uint _2439 = 0u; _2439 < _559; )
                {
                    uint _1640 = _1453[_2439]._m0.z >> (8u * _2435);
                    _2238 = _1453[_2439]._m0;
                    uint _1676 = _2238[_2435 >> uint(1)] >> (16u * (_2435 & 1u));
                    float4 _1665 = (float4(uint4(_1676 & 15u, (_1676 >> uint(4)) & 15u, (_1676 >> uint(8)) & 15u, (_1676 >> uint(12)) & 15u) | (uint4(_1640 & 3u, (_1640 >> uint(2)) & 3u, (_1640 >> uint(4)) & 3u, (_1640 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _1453[_2439]._m1;
                    _614[_2439] = fma(_2438.w, _1665.w, fma(_2438.z, _1665.z, fma(_2438.y, _1665.y, fma(_2438.x, _1665.x, _614[_2439]))));
                    _2439++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_2290 == 1u)
        {
            uint _982 = _2305 * _559;
            uint _2342;
            _2342 = gl_LocalInvocationID.x;
            _28 _1691[_559];
            uint4 _2230;
            for (; _2342 < _138._m0; _2342 += _94)
            {
                for (uint _2343 = 0u; _2343 < _559; )
                {
                    uint _1722 = min((_982 + _2343), (_2320 - 1u));
                    uint _1804 = (_1722 * _138._m1) + (5u * (_2342 >> uint(4)));
                    uint _1811 = 3u * ((_1722 * _138._m0) + _2342);
                    _1691[_2343] = _28{ uint4(_517._m0[_1811], _517._m0[_1811 + 1u], _517._m0[_1811 + 2u], 0u), float2(as_type<half2>(_499._m0[_1804])).x * float(extract_bits(int(_499._m0[(_1804 + 1u) + ((_2342 >> uint(2)) & 3u)]), uint(int(8u * (_2342 & 3u))), uint(8))), 0.0 };
                    _2343++;
                    continue;
                }
                uint _2344;
                _2344 = 0u;
                for (; _2344 < 4u; _2344++)
                {
                    uint _1738 = (4u * _2342) + _2344;
                    float4 _2347;
                    do
                    {
                        if (_322)
                        {
                            _2347 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1738];
                            break;
                        }
                        _2347 = _177[_1738];
                        break;
                    } while(false);
                    for (uint _2348 = 0u; _2348 < _559; )
                    {
                        uint _1878 = _1691[_2348]._m0.z >> (8u * _2344);
                        _2230 = _1691[_2348]._m0;
                        uint _1914 = _2230[_2344 >> uint(1)] >> (16u * (_2344 & 1u));
                        float4 _1903 = (float4(uint4(_1914 & 15u, (_1914 >> uint(4)) & 15u, (_1914 >> uint(8)) & 15u, (_1914 >> uint(12)) & 15u) | (uint4(_1878 & 3u, (_1878 >> uint(2)) & 3u, (_1878 >> uint(4)) & 3u, (_1878 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _1691[_2348]._m1;
                        _614[_2348] = fma(_2347.w, _1903.w, fma(_2347.z, _1903.z, fma(_2347.y, _1903.y, fma(_2347.x, _1903.x, _614[_2348]))));
                        _2348++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _991 = _2305 * _559;
            uint _2333;
            _2333 = gl_LocalInvocationID.x;
            _28 _1929[_559];
            uint4 _2221;
            for (; _2333 < _138._m0; _2333 += _94)
            {
                for (uint _2334 = 0u; _2334 < _559; )
                {
                    uint _1960 = min((_991 + _2334), (_2320 - 1u));
                    uint _2042 = (_1960 * _138._m2) + (5u * (_2333 >> uint(4)));
                    uint _2049 = 3u * ((_1960 * _138._m0) + _2333);
                    _1929[_2334] = _28{ uint4(_784._m0[_2049], _784._m0[_2049 + 1u], _784._m0[_2049 + 2u], 0u), float2(as_type<half2>(_766._m0[_2042])).x * float(extract_bits(int(_766._m0[(_2042 + 1u) + ((_2333 >> uint(2)) & 3u)]), uint(int(8u * (_2333 & 3u))), uint(8))), 0.0 };
                    _2334++;
                    continue;
                }
                uint _2335;
                _2335 = 0u;
                for (; _2335 < 4u; _2335++)
                {
                    uint _1976 = (4u * _2333) + _2335;
                    float4 _2338;
                    do
                    {
                        if (_322)
                        {
                            _2338 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1976];
                            break;
                        }
                        _2338 = _177[_1976];
                        break;
                    } while(false);
                    for (uint _2339 = 0u; _2339 < _559; )
                    {
                        uint _2116 = _1929[_2339]._m0.z >> (8u * _2335);
                        _2221 = _1929[_2339]._m0;
                        uint _2152 = _2221[_2335 >> uint(1)] >> (16u * (_2335 & 1u));
                        float4 _2141 = (float4(uint4(_2152 & 15u, (_2152 >> uint(4)) & 15u, (_2152 >> uint(8)) & 15u, (_2152 >> uint(12)) & 15u) | (uint4(_2116 & 3u, (_2116 >> uint(2)) & 3u, (_2116 >> uint(4)) & 3u, (_2116 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _1929[_2339]._m1;
                        _614[_2339] = fma(_2338.w, _2141.w, fma(_2338.z, _2141.z, fma(_2338.y, _2141.y, fma(_2338.x, _2141.x, _614[_2339]))));
                        _2339++;
                        continue;
                    }
                }
            }
        }
    }
    float _1076[_1073];
    if (_999)
    {
        uint _2360;
        _2360 = 0u;
        uint _1019;
        for (; _2360 < _559; _2360 = _1019)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _2428;
            _2428 = _2360;
            for (;;)
            {
                _1019 = _2360 + 8u;
                if (_2428 < min(_1019, _559))
                {
                    _1025[((_2428 - _2360) * _94) + gl_LocalInvocationID.x] = _614[_2428];
                    _2428++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1044 = ((gl_LocalInvocationID.x + _94) - (_2360 % _94)) % _94;
            if (_1044 < min(8u, (_559 - _2360)))
            {
                float _2432;
                _2432 = 0.0;
                for (uint _2430 = 0u; _2430 < _94; )
                {
                    _2432 += _1025[(_1044 * _94) + _2430];
                    _2430++;
                    continue;
                }
                _1076[_2360 / _94] = _2432;
            }
        }
    }
    else
    {
        for (uint _2352 = 0u; _2352 < _559; _2352++)
        {
            float _1096 = _614[_2352];
            float _2355;
            do
            {
                float _2181 = simd_sum(_1096);
                if (_84)
                {
                    _2355 = _2181;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _2185 = simd_is_first();
                if (_2185)
                {
                    _97[gl_SubgroupID] = _2181;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _2354;
                _2354 = _97[0];
                for (uint _2353 = 1u; _2353 < gl_NumSubgroups; )
                {
                    _2354 += _97[_2353];
                    _2353++;
                    continue;
                }
                _2355 = _2354;
                break;
            } while(false);
            if ((_2352 % _94) == gl_LocalInvocationID.x)
            {
                _1076[_2352 / _94] = _2355;
            }
        }
    }
    for (uint _2361 = 0u; _2361 < _1073; _2361++)
    {
        uint _1122 = (_2361 * _94) + gl_LocalInvocationID.x;
        uint _1127 = (_2305 * _559) + _1122;
        if ((_1122 < _559) && (_1127 < _2320))
        {
            if (_965)
            {
                _1143._m0[(gl_WorkGroupID.y * _2320) + _1127] = _1076[_2361];
            }
            else
            {
                if (_2290 == 1u)
                {
                    _1161._m0[(gl_WorkGroupID.y * _2320) + _1127] = _1076[_2361];
                }
                else
                {
                    _1175._m0[(gl_WorkGroupID.y * _2320) + _1127] = _1076[_2361];
                }
            }
        }
    }
}

