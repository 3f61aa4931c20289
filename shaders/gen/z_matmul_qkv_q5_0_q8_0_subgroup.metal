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
constant uint _89 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _92 = (_89 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _102 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 0u
#endif
constant uint _137 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _138 = (_137 == 0u);

struct _144
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

struct _167
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_5
#define SPIRV_CROSS_CONSTANT_ID_5 1u
#endif
constant uint _180 = SPIRV_CROSS_CONSTANT_ID_5;
constant uint _181 = (_180 + 3u);
constant uint _182 = (_181 / 4u);
constant bool _198 = (_137 == 2u);

struct _230
{
    float _m0[1];
};

struct _247
{
    float _m0[1];
};

struct _268
{
    float _m0[1];
};

struct _320
{
    float _m0[1];
};

constant bool _330 = (_137 == 0u);

struct _430
{
    uint _m0[1];
};

struct _453
{
    uint2 _m0[1];
};

struct _495
{
    uint _m0[1];
};

struct _516
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _564 = SPIRV_CROSS_CONSTANT_ID_2;

struct _778
{
    uint _m0[1];
};

struct _792
{
    uint4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _1012 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _1013 = (_1012 == 1u);
constant uint _1037 = (8u * _102);
constant uint _1086 = (_564 + _102);
constant uint _1087 = (_1086 - 1u);
constant uint _1088 = (_1087 / _102);

struct _1156
{
    float _m0[1];
};

struct _1174
{
    float _m0[1];
};

struct _1188
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _1202 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_1202, 1u, 1u);

kernel void main0(constant _144& _146 [[buffer(0)]], const device _167& _169 [[buffer(2)]], const device _320& _322 [[buffer(3)]], const device _247& _249 [[buffer(4)]], const device _230& _232 [[buffer(5)]], device _268& _270 [[buffer(6)]], const device _453& _455 [[buffer(7)]], const device _430& _432 [[buffer(8)]], const device _516& _518 [[buffer(9)]], const device _495& _497 [[buffer(10)]], const device _792& _794 [[buffer(11)]], const device _778& _780 [[buffer(12)]], device _1156& _1158 [[buffer(13)]], device _1174& _1176 [[buffer(14)]], device _1188& _1190 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _105[_102];
    threadgroup float4 _185[_182];
    threadgroup float _1040[_1037];
    uint _933 = ((_146._m4 + _564) - 1u) / _564;
    uint _2248;
    uint _2263;
    uint _2278;
    if (gl_WorkGroupID.x >= _933)
    {
        uint _942 = gl_WorkGroupID.x - _933;
        uint _950 = ((_146._m5 + _564) - 1u) / _564;
        bool _951 = _942 >= _950;
        uint _2264;
        uint _2279;
        if (_951)
        {
            _2279 = _146._m6;
            _2264 = _942 - _950;
        }
        else
        {
            _2279 = _146._m5;
            _2264 = _942;
        }
        _2278 = _2279;
        _2263 = _2264;
        _2248 = _951 ? 2u : 1u;
    }
    else
    {
        _2278 = _146._m4;
        _2263 = gl_WorkGroupID.x;
        _2248 = 0u;
    }
    do
    {
        if (_138)
        {
            break;
        }
        uint _1243 = gl_WorkGroupID.y * _146._m3;
        float _2232;
        _2232 = 0.0;
        for (uint _2231 = gl_LocalInvocationID.x; _2231 < _146._m3; )
        {
            uint _1255 = (_1243 + _2231) / 4u;
            uint _1257 = _2231 % 4u;
            ((threadgroup float*)&_185[_2231 / 4u])[_1257] = ((device float*)&_169._m0[_1255])[_1257];
            _2232 = fma(((device float*)&_169._m0[_1255])[_1257], ((device float*)&_169._m0[_1255])[_1257], _2232);
            _2231 += _102;
            continue;
        }
        float _2237;
        if (_198)
        {
            float _2235;
            do
            {
                float _1390 = simd_sum(_2232);
                if (_92)
                {
                    _2235 = _1390;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1394 = simd_is_first();
                if (_1394)
                {
                    _105[gl_SubgroupID] = _1390;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _2234;
                _2234 = _105[0];
                for (uint _2233 = 1u; _2233 < gl_NumSubgroups; )
                {
                    _2234 += _105[_2233];
                    _2233++;
                    continue;
                }
                _2235 = _2234;
                break;
            } while(false);
            float _1285 = 1.0 / sqrt((_2235 / float(_146._m3)) + _146._m8);
            float _2238;
            _2238 = 0.0;
            float _1331;
            for (uint _2236 = gl_LocalInvocationID.x; _2236 < _146._m3; _2238 = _1331, _2236 += _102)
            {
                uint _1296 = _1243 + _2236;
                uint _1300 = _2236 / 4u;
                uint _1302 = _2236 % 4u;
                float _1304 = ((threadgroup float*)&_185[_1300])[_1302];
                float _1311 = fma(_1304 * _1285, _249._m0[_2236], _232._m0[_1296]);
                ((threadgroup float*)&_185[_1300])[_1302] = _1311;
                if (gl_WorkGroupID.x == 0u)
                {
                    _270._m0[_1296] = _1311;
                }
                _1331 = fma(_1311, _1311, _2238);
            }
            _2237 = _2238;
        }
        else
        {
            _2237 = _2232;
        }
        float _2241;
        do
        {
            float _1432 = simd_sum(_2237);
            if (_92)
            {
                _2241 = _1432;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1436 = simd_is_first();
            if (_1436)
            {
                _105[gl_SubgroupID] = _1432;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _2240;
            _2240 = _105[0];
            for (uint _2239 = 1u; _2239 < gl_NumSubgroups; )
            {
                _2240 += _105[_2239];
                _2239++;
                continue;
            }
            _2241 = _2240;
            break;
        } while(false);
        float _1347 = 1.0 / sqrt((_2241 / float(_146._m3)) + _146._m7);
        for (uint _2242 = gl_LocalInvocationID.x; _2242 < _146._m3; )
        {
            uint _1357 = _2242 / 4u;
            uint _1359 = _2242 % 4u;
            ((threadgroup float*)&_185[_1357])[_1359] = (((threadgroup float*)&_185[_1357])[_1359] * _1347) * _322._m0[_2242];
            _2242 += _102;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _619[_564];
    for (uint _2245 = 0u; _2245 < _564; )
    {
        _619[_2245] = 0.0;
        _2245++;
        continue;
    }
    bool _979 = _2248 == 0u;
    if (_979)
    {
        uint _983 = _2263 * _564;
        _28 _1468[_564];
        uint4 _2191;
        for (uint _2313 = gl_LocalInvocationID.x; _2313 < _146._m0; _2313 += _102)
        {
            for (uint _2402 = 0u; _2402 < _564; _2402++)
            {
                uint _1499 = min((_983 + _2402), (_2278 - 1u));
                uint _1582 = (_1499 * _146._m1) + (3u * (_2313 >> uint(2)));
                float2 _1587 = float2(as_type<half2>(_432._m0[_1582 + 2u]));
                float _2410;
                if ((_2313 & 2u) == 0u)
                {
                    _2410 = _1587.x;
                }
                else
                {
                    _2410 = _1587.y;
                }
                _1468[_2402] = _28{ uint4(_455._m0[(_1499 * _146._m0) + _2313], _432._m0[_1582 + ((_2313 >> uint(1)) & 1u)] >> (16u * (_2313 & 1u)), 0u), _2410, 0.0 };
            }
            uint _2403;
            _2403 = 0u;
            for (; _2403 < 4u; _2403++)
            {
                uint _1515 = (4u * _2313) + _2403;
                float4 _2406;
                do
                {
                    if (_330)
                    {
                        _2406 = _169._m0[(gl_WorkGroupID.y * (_146._m3 / 4u)) + _1515];
                        break;
                    }
                    _2406 = _185[_1515];
                    break;
                } while(false);
                for (uint _2407 = 0u; _2407 < _564; )
                {
                    uint _1654 = _1468[_2407]._m0.z >> (4u * _2403);
                    _2191 = _1468[_2407]._m0;
                    uint _1690 = _2191[_2403 >> uint(1)] >> (16u * (_2403 & 1u));
                    float4 _1679 = (float4(uint4(_1690 & 15u, (_1690 >> uint(4)) & 15u, (_1690 >> uint(8)) & 15u, (_1690 >> uint(12)) & 15u) | (uint4(_1654 & 1u, (_1654 >> uint(1)) & 1u, (_1654 >> uint(2)) & 1u, (_1654 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _1468[_2407]._m1;
                    _619[_2407] = fma(_2406.w, _1679.w, fma(_2406.z, _1679.z, fma(_2406.y, _1679.y, fma(_2406.x, _1679.x, _619[_2407]))));
                    _2407++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_2248 == 1u)
        {
            uint _996 = _2263 * _564;
            _28 _1705[_564];
            uint4 _2183;
            for (uint _2302 = gl_LocalInvocationID.x; _2302 < _146._m0; _2302 += _102)
            {
                for (uint _2303 = 0u; _2303 < _564; _2303++)
                {
                    uint _1736 = min((_996 + _2303), (_2278 - 1u));
                    uint _1819 = (_1736 * _146._m1) + (3u * (_2302 >> uint(2)));
                    float2 _1824 = float2(as_type<half2>(_497._m0[_1819 + 2u]));
                    float _2311;
                    if ((_2302 & 2u) == 0u)
                    {
                        _2311 = _1824.x;
                    }
                    else
                    {
                        _2311 = _1824.y;
                    }
                    _1705[_2303] = _28{ uint4(_518._m0[(_1736 * _146._m0) + _2302], _497._m0[_1819 + ((_2302 >> uint(1)) & 1u)] >> (16u * (_2302 & 1u)), 0u), _2311, 0.0 };
                }
                uint _2304;
                _2304 = 0u;
                for (; _2304 < 4u; _2304++)
                {
                    uint _1752 = (4u * _2302) + _2304;
                    float4 _2307;
                    do
                    {
                        if (_330)
                        {
                            _2307 = _169._m0[(gl_WorkGroupID.y * (_146._m3 / 4u)) + _1752];
                            break;
                        }
                        _2307 = _185[_1752];
                        break;
                    } while(false);
                    for (uint _2308 = 0u; _2308 < _564; )
                    {
                        uint _1891 = _1705[_2308]._m0.z >> (4u * _2304);
                        _2183 = _1705[_2308]._m0;
                        uint _1927 = _2183[_2304 >> uint(1)] >> (16u * (_2304 & 1u));
                        float4 _1916 = (float4(uint4(_1927 & 15u, (_1927 >> uint(4)) & 15u, (_1927 >> uint(8)) & 15u, (_1927 >> uint(12)) & 15u) | (uint4(_1891 & 1u, (_1891 >> uint(1)) & 1u, (_1891 >> uint(2)) & 1u, (_1891 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _1705[_2308]._m1;
                        _619[_2308] = fma(_2307.w, _1916.w, fma(_2307.z, _1916.z, fma(_2307.y, _1916.y, fma(_2307.x, _1916.x, _619[_2308]))));
                        _2308++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _1005 = _2263 * _564;
            _60 _1942[_564];
            uint4 _2177;
            for (uint _2291 = gl_LocalInvocationID.x; _2291 < _146._m0; _2291 += _102)
            {
                for (uint _2292 = 0u; _2292 < _564; _2292++)
                {
                    uint _1973 = min((_1005 + _2292), (_2278 - 1u));
                    float2 _2056 = float2(as_type<half2>(_780._m0[(_1973 * _146._m2) + (_2291 >> uint(2))]));
                    float _2300;
                    if ((_2291 & 2u) == 0u)
                    {
                        _2300 = _2056.x;
                    }
                    else
                    {
                        _2300 = _2056.y;
                    }
                    _1942[_2292] = _60{ _794._m0[(_1973 * _146._m0) + _2291], _2300, 0.0 };
                }
                uint _2293;
                _2293 = 0u;
                for (; _2293 < 4u; _2293++)
                {
                    uint _1989 = (4u * _2291) + _2293;
                    float4 _2296;
                    do
                    {
                        if (_330)
                        {
                            _2296 = _169._m0[(gl_WorkGroupID.y * (_146._m3 / 4u)) + _1989];
                            break;
                        }
                        _2296 = _185[_1989];
                        break;
                    } while(false);
                    for (uint _2297 = 0u; _2297 < _564; )
                    {
                        _2177 = _1942[_2297]._m0;
                        int _2104 = int(_2177[_2293]);
                        float4 _2120 = float4(float(extract_bits(_2104, uint(0), uint(8))), float(extract_bits(_2104, uint(8), uint(8))), float(extract_bits(_2104, uint(16), uint(8))), float(_2104 >> 24)) * _1942[_2297]._m1;
                        _619[_2297] = fma(_2296.w, _2120.w, fma(_2296.z, _2120.z, fma(_2296.y, _2120.y, fma(_2296.x, _2120.x, _619[_2297]))));
                        _2297++;
                        continue;
                    }
                }
            }
        }
    }
    float _1091[_1088];
    if (_1013)
    {
        uint _2322;
        _2322 = 0u;
        uint _1034;
        for (; _2322 < _564; _2322 = _1034)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _2396;
            _2396 = _2322;
            for (;;)
            {
                _1034 = _2322 + 8u;
                if (_2396 < min(_1034, _564))
                {
                    _1040[((_2396 - _2322) * _102) + gl_LocalInvocationID.x] = _619[_2396];
                    _2396++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1059 = ((gl_LocalInvocationID.x + _102) - (_2322 % _102)) % _102;
            if (_1059 < min(8u, (_564 - _2322)))
            {
                float _2400;
                _2400 = 0.0;
                for (uint _2398 = 0u; _2398 < _102; )
                {
                    _2400 += _1040[(_1059 * _102) + _2398];
                    _2398++;
                    continue;
                }
                _1091[_2322 / _102] = _2400;
            }
        }
    }
    else
    {
        for (uint _2314 = 0u; _2314 < _564; _2314++)
        {
            float _1111 = _619[_2314];
            float _2317;
            do
            {
                float _2137 = simd_sum(_1111);
                if (_92)
                {
                    _2317 = _2137;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _2141 = simd_is_first();
                if (_2141)
                {
                    _105[gl_SubgroupID] = _2137;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _2316;
                _2316 = _105[0];
                for (uint _2315 = 1u; _2315 < gl_NumSubgroups; )
                {
                    _2316 += _105[_2315];
                    _2315++;
                    continue;
                }
                _2317 = _2316;
                break;
            } while(false);
            if ((_2314 % _102) == gl_LocalInvocationID.x)
            {
                _1091[_2314 / _102] = _2317;
            }
        }
    }
    for (uint _2323 = 0u; _2323 < _1088; _2323++)
    {
        uint _1137 = (_2323 * _102) + gl_LocalInvocationID.x;
        uint _1142 = (_2263 * _564) + _1137;
        if ((_1137 < _564) && (_1142 < _2278))
        {
            if (_979)
            {
                _1158._m0[(gl_WorkGroupID.y * _2278) + _1142] = _1091[_2323];
            }
            else
            {
                if (_2248 == 1u)
                {
                    _1176._m0[(gl_WorkGroupID.y * _2278) + _1142] = _1091[_2323];
                }
                else
                {
                    _1190._m0[(gl_WorkGroupID.y * _2278) + _1142] = _1091[_2323];
                }
            }
        }
    }
}

