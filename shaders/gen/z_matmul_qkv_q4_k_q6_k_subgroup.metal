#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _28
{
    uint4 _m0;
    float _m1;
    float _m2;
};

struct _60
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _94 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _97 = (_94 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _107 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 0u
#endif
constant uint _142 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _143 = (_142 == 0u);

struct _149
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

struct _172
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_5
#define SPIRV_CROSS_CONSTANT_ID_5 1u
#endif
constant uint _185 = SPIRV_CROSS_CONSTANT_ID_5;
constant uint _186 = (_185 + 3u);
constant uint _187 = (_186 / 4u);
constant bool _203 = (_142 == 2u);

struct _235
{
    float _m0[1];
};

struct _252
{
    float _m0[1];
};

struct _273
{
    float _m0[1];
};

struct _325
{
    float _m0[1];
};

constant bool _335 = (_142 == 0u);

struct _417
{
    uint _m0[1];
};

struct _439
{
    uint2 _m0[1];
};

struct _486
{
    uint _m0[1];
};

struct _506
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _554 = SPIRV_CROSS_CONSTANT_ID_2;

struct _824
{
    uint _m0[1];
};

struct _842
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _1060 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _1061 = (_1060 == 1u);
constant uint _1084 = (8u * _107);
constant uint _1133 = (_554 + _107);
constant uint _1134 = (_1133 - 1u);
constant uint _1135 = (_1134 / _107);

struct _1203
{
    float _m0[1];
};

struct _1221
{
    float _m0[1];
};

struct _1235
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _1249 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_1249, 1u, 1u);

kernel void main0(constant _149& _151 [[buffer(0)]], const device _172& _174 [[buffer(2)]], const device _325& _327 [[buffer(3)]], const device _252& _254 [[buffer(4)]], const device _235& _237 [[buffer(5)]], device _273& _275 [[buffer(6)]], const device _439& _441 [[buffer(7)]], const device _417& _419 [[buffer(8)]], const device _506& _508 [[buffer(9)]], const device _486& _488 [[buffer(10)]], const device _842& _844 [[buffer(11)]], const device _824& _826 [[buffer(12)]], device _1203& _1205 [[buffer(13)]], device _1221& _1223 [[buffer(14)]], device _1235& _1237 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _110[_107];
    threadgroup float4 _190[_187];
    threadgroup float _1087[_1084];
    uint _982 = ((_151._m4 + _554) - 1u) / _554;
    uint _2315;
    uint _2330;
    uint _2345;
    if (gl_WorkGroupID.x >= _982)
    {
        uint _991 = gl_WorkGroupID.x - _982;
        uint _999 = ((_151._m5 + _554) - 1u) / _554;
        bool _1000 = _991 >= _999;
        uint _2331;
        uint _2346;
        if (_1000)
        {
            _2346 = _151._m6;
            _2331 = _991 - _999;
        }
        else
        {
            _2346 = _151._m5;
            _2331 = _991;
        }
        _2345 = _2346;
        _2330 = _2331;
        _2315 = _1000 ? 2u : 1u;
    }
    else
    {
        _2345 = _151._m4;
        _2330 = gl_WorkGroupID.x;
        _2315 = 0u;
    }
    do
    {
        if (_143)
        {
            break;
        }
        uint _1290 = gl_WorkGroupID.y * _151._m3;
        float _2299;
        _2299 = 0.0;
        for (uint _2298 = gl_LocalInvocationID.x; _2298 < _151._m3; )
        {
            uint _1302 = (_1290 + _2298) / 4u;
            uint _1304 = _2298 % 4u;
            ((threadgroup float*)&_190[_2298 / 4u])[_1304] = ((device float*)&_174._m0[_1302])[_1304];
            _2299 = fma(((device float*)&_174._m0[_1302])[_1304], ((device float*)&_174._m0[_1302])[_1304], _2299);
            _2298 += _107;
            continue;
        }
        float _2304;
        if (_203)
        {
            float _2302;
            do
            {
                float _1437 = simd_sum(_2299);
                if (_97)
                {
                    _2302 = _1437;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1441 = simd_is_first();
                if (_1441)
                {
                    _110[gl_SubgroupID] = _1437;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _2301;
                _2301 = _110[0];
                for (uint _2300 = 1u; _2300 < gl_NumSubgroups; )
                {
                    _2301 += _110[_2300];
                    _2300++;
                    continue;
                }
                _2302 = _2301;
                break;
            } while(false);
            float _1332 = 1.0 / sqrt((_2302 / float(_151._m3)) + _151._m8);
            float _2305;
            _2305 = 0.0;
            float _1378;
            for (uint _2303 = gl_LocalInvocationID.x; _2303 < _151._m3; _2305 = _1378, _2303 += _107)
            {
                uint _1343 = _1290 + _2303;
                uint _1347 = _2303 / 4u;
                uint _1349 = _2303 % 4u;
                float _1351 = ((threadgroup float*)&_190[_1347])[_1349];
                float _1358 = fma(_1351 * _1332, _254._m0[_2303], _237._m0[_1343]);
                ((threadgroup float*)&_190[_1347])[_1349] = _1358;
                if (gl_WorkGroupID.x == 0u)
                {
                    _275._m0[_1343] = _1358;
                }
                _1378 = fma(_1358, _1358, _2305);
            }
            _2304 = _2305;
        }
        else
        {
            _2304 = _2299;
        }
        float _2308;
        do
        {
            float _1479 = simd_sum(_2304);
            if (_97)
            {
                _2308 = _1479;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1483 = simd_is_first();
            if (_1483)
            {
                _110[gl_SubgroupID] = _1479;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _2307;
            _2307 = _110[0];
            for (uint _2306 = 1u; _2306 < gl_NumSubgroups; )
            {
                _2307 += _110[_2306];
                _2306++;
                continue;
            }
            _2308 = _2307;
            break;
        } while(false);
        float _1394 = 1.0 / sqrt((_2308 / float(_151._m3)) + _151._m7);
        for (uint _2309 = gl_LocalInvocationID.x; _2309 < _151._m3; )
        {
            uint _1404 = _2309 / 4u;
            uint _1406 = _2309 % 4u;
            ((threadgroup float*)&_190[_1404])[_1406] = (((threadgroup float*)&_190[_1404])[_1406] * _1394) * _327._m0[_2309];
            _2309 += _107;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _609[_554];
    for (uint _2312 = 0u; _2312 < _554; )
    {
        _609[_2312] = 0.0;
        _2312++;
        continue;
    }
    bool _1027 = _2315 == 0u;
    if (_1027)
    {
        uint _1031 = _2330 * _554;
        uint _2376;
        _2376 = gl_LocalInvocationID.x;
        _28 _1515[_554];
        uint4 _2262;
        for (; _2376 < _151._m0; _2376 += _107)
        {
            for (uint _2459 = 0u; _2459 < _554; )
            {
                uint _1546 = min((_1031 + _2459), (_2345 - 1u));
                uint _1629 = (_1546 * _151._m1) + (5u * (_2376 >> uint(4)));
                uint _1632 = (_2376 >> uint(1)) & 7u;
                float2 _1636 = float2(as_type<half2>(_419._m0[_1629]));
                uint _1647 = _419._m0[(_1629 + 1u) + (_1632 >> uint(1))] >> (16u * (_1632 & 1u));
                _1515[_2459] = _28{ uint4(_441._m0[(_1546 * _151._m0) + _2376], 0u, 0u), _1636.x * float(_1647 & 255u), _1636.y * float((_1647 >> uint(8)) & 255u) };
                _2459++;
                continue;
            }
            uint _2460;
            _2460 = 0u;
            for (; _2460 < 4u; _2460++)
            {
                uint _1562 = (4u * _2376) + _2460;
                float4 _2463;
                do
                {
                    if (_335)
                    {
                        _2463 = _174._m0[(gl_WorkGroupID.y * (_151._m3 / 4u)) + _1562];
                        break;
                    }
                    _2463 = _190[_1562];
                    break;
                } while(false);
                for (uint _2464 = 0u; _2464 < _554; )
                {
                    _2262 = _1515[_2464]._m0;
                    uint _1719 = _2262[_2460 >> uint(1)] >> (16u * (_2460 & 1u));
                    float4 _1708 = (float4(uint4(_1719 & 15u, (_1719 >> uint(4)) & 15u, (_1719 >> uint(8)) & 15u, (_1719 >> uint(12)) & 15u)) * _1515[_2464]._m1) - float4(_1515[_2464]._m2);
                    _609[_2464] = fma(_2463.w, _1708.w, fma(_2463.z, _1708.z, fma(_2463.y, _1708.y, fma(_2463.x, _1708.x, _609[_2464]))));
                    _2464++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_2315 == 1u)
        {
            uint _1044 = _2330 * _554;
            uint _2367;
            _2367 = gl_LocalInvocationID.x;
            _28 _1734[_554];
            uint4 _2254;
            for (; _2367 < _151._m0; _2367 += _107)
            {
                for (uint _2368 = 0u; _2368 < _554; )
                {
                    uint _1765 = min((_1044 + _2368), (_2345 - 1u));
                    uint _1848 = (_1765 * _151._m1) + (5u * (_2367 >> uint(4)));
                    uint _1851 = (_2367 >> uint(1)) & 7u;
                    float2 _1855 = float2(as_type<half2>(_488._m0[_1848]));
                    uint _1866 = _488._m0[(_1848 + 1u) + (_1851 >> uint(1))] >> (16u * (_1851 & 1u));
                    _1734[_2368] = _28{ uint4(_508._m0[(_1765 * _151._m0) + _2367], 0u, 0u), _1855.x * float(_1866 & 255u), _1855.y * float((_1866 >> uint(8)) & 255u) };
                    _2368++;
                    continue;
                }
                uint _2369;
                _2369 = 0u;
                for (; _2369 < 4u; _2369++)
                {
                    uint _1781 = (4u * _2367) + _2369;
                    float4 _2372;
                    do
                    {
                        if (_335)
                        {
                            _2372 = _174._m0[(gl_WorkGroupID.y * (_151._m3 / 4u)) + _1781];
                            break;
                        }
                        _2372 = _190[_1781];
                        break;
                    } while(false);
                    for (uint _2373 = 0u; _2373 < _554; )
                    {
                        _2254 = _1734[_2373]._m0;
                        uint _1938 = _2254[_2369 >> uint(1)] >> (16u * (_2369 & 1u));
                        float4 _1927 = (float4(uint4(_1938 & 15u, (_1938 >> uint(4)) & 15u, (_1938 >> uint(8)) & 15u, (_1938 >> uint(12)) & 15u)) * _1734[_2373]._m1) - float4(_1734[_2373]._m2);
                        _609[_2373] = fma(_2372.w, _1927.w, fma(_2372.z, _1927.z, fma(_2372.y, _1927.y, fma(_2372.x, _1927.x, _609[_2373]))));
                        _2373++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _1053 = _2330 * _554;
            uint _2358;
            _2358 = gl_LocalInvocationID.x;
            _60 _1953[_554];
            uint4 _2245;
            for (; _2358 < _151._m0; _2358 += _107)
            {
                for (uint _2359 = 0u; _2359 < _554; )
                {
                    uint _1984 = min((_1053 + _2359), (_2345 - 1u));
                    uint _2066 = (_1984 * _151._m2) + (5u * (_2358 >> uint(4)));
                    uint _2073 = 3u * ((_1984 * _151._m0) + _2358);
                    _1953[_2359] = _60{ uint4(_844._m0[_2073], _844._m0[_2073 + 1u], _844._m0[_2073 + 2u], 0u), float2(as_type<half2>(_826._m0[_2066])).x * float(extract_bits(int(_826._m0[(_2066 + 1u) + ((_2358 >> uint(2)) & 3u)]), uint(int(8u * (_2358 & 3u))), uint(8))), 0.0 };
                    _2359++;
                    continue;
                }
                uint _2360;
                _2360 = 0u;
                for (; _2360 < 4u; _2360++)
                {
                    uint _2000 = (4u * _2358) + _2360;
                    float4 _2363;
                    do
                    {
                        if (_335)
                        {
                            _2363 = _174._m0[(gl_WorkGroupID.y * (_151._m3 / 4u)) + _2000];
                            break;
                        }
                        _2363 = _190[_2000];
                        break;
                    } while(false);
                    for (uint _2364 = 0u; _2364 < _554; )
                    {
                        uint _2140 = _1953[_2364]._m0.z >> (8u * _2360);
                        _2245 = _1953[_2364]._m0;
                        uint _2176 = _2245[_2360 >> uint(1)] >> (16u * (_2360 & 1u));
                        float4 _2165 = (float4(uint4(_2176 & 15u, (_2176 >> uint(4)) & 15u, (_2176 >> uint(8)) & 15u, (_2176 >> uint(12)) & 15u) | (uint4(_2140 & 3u, (_2140 >> uint(2)) & 3u, (_2140 >> uint(4)) & 3u, (_2140 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _1953[_2364]._m1;
                        _609[_2364] = fma(_2363.w, _2165.w, fma(_2363.z, _2165.z, fma(_2363.y, _2165.y, fma(_2363.x, _2165.x, _609[_2364]))));
                        _2364++;
                        continue;
                    }
                }
            }
        }
    }
    float _1138[_1135];
    if (_1061)
    {
        uint _2385;
        _2385 = 0u;
        uint _1081;
        for (; _2385 < _554; _2385 = _1081)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _2453;
            _2453 = _2385;
            for (;;)
            {
                _1081 = _2385 + 8u;
                if (_2453 < min(_1081, _554))
                {
                    _1087[((_2453 - _2385) * _107) + gl_LocalInvocationID.x] = _609[_2453];
                    _2453++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1106 = ((gl_LocalInvocationID.x + _107) - (_2385 % _107)) % _107;
            if (_1106 < min(8u, (_554 - _2385)))
            {
                float _2457;
                _2457 = 0.0;
                for (uint _2455 = 0u; _2455 < _107; )
                {
                    _2457 += _1087[(_1106 * _107) + _2455];
                    _2455++;
                    continue;
                }
                _1138[_2385 / _107] = _2457;
            }
        }
    }
    else
    {
        for (uint _2377 = 0u; _2377 < _554; _2377++)
        {
            float _1158 = _609[_2377];
            float _2380;
            do
            {
                float _2205 = simd_sum(_1158);
                if (_97)
                {
                    _2380 = _2205;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _2209 = simd_is_first();
                if (_2209)
                {
                    _110[gl_SubgroupID] = _2205;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _2379;
                _2379 = _110[0];
                for (uint _2378 = 1u; _2378 < gl_NumSubgroups; )
                {
                    _2379 += _110[_2378];
                    _2378++;
                    continue;
                }
                _2380 = _2379;
                break;
            } while(false);
            if ((_2377 % _107) == gl_LocalInvocationID.x)
            {
                _1138[_2377 / _107] = _2380;
            }
        }
    }
    for (uint _2386 = 0u; _2386 < _1135; _2386++)
    {
        uint _1184 = (_2386 * _107) + gl_LocalInvocationID.x;
        uint _1189 = (_2330 * _554) + _1184;
        if ((_1184 < _554) && (_1189 < _2345))
        {
            if (_1027)
            {
                _1205._m0[(gl_WorkGroupID.y * _2345) + _1189] = _1138[_2386];
            }
            else
            {
                if (_2315 == 1u)
                {
                    _1223._m0[(gl_WorkGroupID.y * _2345) + _1189] = _1138[_2386];
                }
                else
                {
                    _1237._m0[(gl_WorkGroupID.y * _2345) + _1189] = _1138[_2386];
                }
            }
        }
    }
}

