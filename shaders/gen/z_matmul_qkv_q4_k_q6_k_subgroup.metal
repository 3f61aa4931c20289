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

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _185 = SPIRV_CROSS_CONSTANT_ID_4;
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

constant uint _1080 = (_554 + _107);
constant uint _1081 = (_1080 - 1u);
constant uint _1082 = (_1081 / _107);

struct _1123
{
    float _m0[1];
};

struct _1141
{
    float _m0[1];
};

struct _1155
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _1169 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_1169, 1u, 1u);

kernel void main0(constant _149& _151 [[buffer(0)]], const device _172& _174 [[buffer(2)]], const device _325& _327 [[buffer(3)]], const device _252& _254 [[buffer(4)]], const device _235& _237 [[buffer(5)]], device _273& _275 [[buffer(6)]], const device _439& _441 [[buffer(7)]], const device _417& _419 [[buffer(8)]], const device _506& _508 [[buffer(9)]], const device _486& _488 [[buffer(10)]], const device _842& _844 [[buffer(11)]], const device _824& _826 [[buffer(12)]], device _1123& _1125 [[buffer(13)]], device _1141& _1143 [[buffer(14)]], device _1155& _1157 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _110[_107];
    threadgroup float4 _190[_187];
    uint _982 = ((_151._m4 + _554) - 1u) / _554;
    uint _2227;
    uint _2242;
    uint _2257;
    if (gl_WorkGroupID.x >= _982)
    {
        uint _991 = gl_WorkGroupID.x - _982;
        uint _999 = ((_151._m5 + _554) - 1u) / _554;
        bool _1000 = _991 >= _999;
        uint _2243;
        uint _2258;
        if (_1000)
        {
            _2258 = _151._m6;
            _2243 = _991 - _999;
        }
        else
        {
            _2258 = _151._m5;
            _2243 = _991;
        }
        _2257 = _2258;
        _2242 = _2243;
        _2227 = _1000 ? 2u : 1u;
    }
    else
    {
        _2257 = _151._m4;
        _2242 = gl_WorkGroupID.x;
        _2227 = 0u;
    }
    do
    {
        if (_143)
        {
            break;
        }
        uint _1210 = gl_WorkGroupID.y * _151._m3;
        float _2211;
        _2211 = 0.0;
        for (uint _2210 = gl_LocalInvocationID.x; _2210 < _151._m3; )
        {
            uint _1222 = (_1210 + _2210) / 4u;
            uint _1224 = _2210 % 4u;
            ((threadgroup float*)&_190[_2210 / 4u])[_1224] = ((device float*)&_174._m0[_1222])[_1224];
            _2211 = fma(((device float*)&_174._m0[_1222])[_1224], ((device float*)&_174._m0[_1222])[_1224], _2211);
            _2210 += _107;
            continue;
        }
        float _2216;
        if (_203)
        {
            float _2214;
            do
            {
                float _1357 = simd_sum(_2211);
                if (_97)
                {
                    _2214 = _1357;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1361 = simd_is_first();
                if (_1361)
                {
                    _110[gl_SubgroupID] = _1357;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _2213;
                _2213 = _110[0];
                for (uint _2212 = 1u; _2212 < gl_NumSubgroups; )
                {
                    _2213 += _110[_2212];
                    _2212++;
                    continue;
                }
                _2214 = _2213;
                break;
            } while(false);
            float _1252 = 1.0 / sqrt((_2214 / float(_151._m3)) + _151._m8);
            float _2217;
            _2217 = 0.0;
            float _1298;
            for (uint _2215 = gl_LocalInvocationID.x; _2215 < _151._m3; _2217 = _1298, _2215 += _107)
            {
                uint _1263 = _1210 + _2215;
                uint _1267 = _2215 / 4u;
                uint _1269 = _2215 % 4u;
                float _1271 = ((threadgroup float*)&_190[_1267])[_1269];
                float _1278 = fma(_1271 * _1252, _254._m0[_2215], _237._m0[_1263]);
                ((threadgroup float*)&_190[_1267])[_1269] = _1278;
                if (gl_WorkGroupID.x == 0u)
                {
                    _275._m0[_1263] = _1278;
                }
                _1298 = fma(_1278, _1278, _2217);
            }
            _2216 = _2217;
        }
        else
        {
            _2216 = _2211;
        }
        float _2220;
        do
        {
            float _1399 = simd_sum(_2216);
            if (_97)
            {
                _2220 = _1399;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1403 = simd_is_first();
            if (_1403)
            {
                _110[gl_SubgroupID] = _1399;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _2219;
            _2219 = _110[0];
            for (uint _2218 = 1u; _2218 < gl_NumSubgroups; )
            {
                _2219 += _110[_2218];
                _2218++;
                continue;
            }
            _2220 = _2219;
            break;
        } while(false);
        float _1314 = 1.0 / sqrt((_2220 / float(_151._m3)) + _151._m7);
        for (uint _2221 = gl_LocalInvocationID.x; _2221 < _151._m3; )
        {
            uint _1324 = _2221 / 4u;
            uint _1326 = _2221 % 4u;
            ((threadgroup float*)&_190[_1324])[_1326] = (((threadgroup float*)&_190[_1324])[_1326] * _1314) * _327._m0[_2221];
            _2221 += _107;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _609[_554];
    for (uint _2224 = 0u; _2224 < _554; )
    {
        _609[_2224] = 0.0;
        _2224++;
        continue;
    }
    bool _1027 = _2227 == 0u;
    if (_1027)
    {
        uint _1031 = _2242 * _554;
        uint _2288;
        _2288 = gl_LocalInvocationID.x;
        _28 _1435[_554];
        uint4 _2174;
        for (; _2288 < _151._m0; _2288 += _107)
        {
            for (uint _2346 = 0u; _2346 < _554; )
            {
                uint _1466 = min((_1031 + _2346), (_2257 - 1u));
                uint _1549 = (_1466 * _151._m1) + (5u * (_2288 >> uint(4)));
                uint _1552 = (_2288 >> uint(1)) & 7u;
                float2 _1556 = float2(as_type<half2>(_419._m0[_1549]));
                uint _1567 = _419._m0[(_1549 + 1u) + (_1552 >> uint(1))] >> (16u * (_1552 & 1u));
                _1435[_2346] = _28{ uint4(_441._m0[(_1466 * _151._m0) + _2288], 0u, 0u), _1556.x * float(_1567 & 255u), _1556.y * float((_1567 >> uint(8)) & 255u) };
                _2346++;
                continue;
            }
            uint _2347;
            _2347 = 0u;
            for (; _2347 < 4u; _2347++)
            {
                uint _1482 = (4u * _2288) + _2347;
                float4 _2350;
                do
                {
                    if (_335)
                    {
                        _2350 = _174._m0[(gl_WorkGroupID.y * (_151._m3 / 4u)) + _1482];
                        break;
                    }
                    _2350 = _190[_1482];
                    break;
                } while(false);
                for (uint _2351 = 0u; _2351 < _554; )
                {
                    _2174 = _1435[_2351]._m0;
                    uint _1639 = _2174[_2347 >> uint(1)] >> (16u * (_2347 & 1u));
                    float4 _1628 = (float4(uint4(_1639 & 15u, (_1639 >> uint(4)) & 15u, (_1639 >> uint(8)) & 15u, (_1639 >> uint(12)) & 15u)) * _1435[_2351]._m1) - float4(_1435[_2351]._m2);
                    _609[_2351] = fma(_2350.w, _1628.w, fma(_2350.z, _1628.z, fma(_2350.y, _1628.y, fma(_2350.x, _1628.x, _609[_2351]))));
                    _2351++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_2227 == 1u)
        {
            uint _1044 = _2242 * _554;
            uint _2279;
            _2279 = gl_LocalInvocationID.x;
            _28 _1654[_554];
            uint4 _2166;
            for (; _2279 < _151._m0; _2279 += _107)
            {
                for (uint _2280 = 0u; _2280 < _554; )
                {
                    uint _1685 = min((_1044 + _2280), (_2257 - 1u));
                    uint _1768 = (_1685 * _151._m1) + (5u * (_2279 >> uint(4)));
                    uint _1771 = (_2279 >> uint(1)) & 7u;
                    float2 _1775 = float2(as_type<half2>(_488._m0[_1768]));
                    uint _1786 = _488._m0[(_1768 + 1u) + (_1771 >> uint(1))] >> (16u * (_1771 & 1u));
                    _1654[_2280] = _28{ uint4(_508._m0[(_1685 * _151._m0) + _2279], 0u, 0u), _1775.x * float(_1786 & 255u), _1775.y * float((_1786 >> uint(8)) & 255u) };
                    _2280++;
                    continue;
                }
                uint _2281;
                _2281 = 0u;
                for (; _2281 < 4u; _2281++)
                {
                    uint _1701 = (4u * _2279) + _2281;
                    float4 _2284;
                    do
                    {
                        if (_335)
                        {
                            _2284 = _174._m0[(gl_WorkGroupID.y * (_151._m3 / 4u)) + _1701];
                            break;
                        }
                        _2284 = _190[_1701];
                        break;
                    } while(false);
                    for (uint _2285 = 0u; _2285 < _554; )
                    {
                        _2166 = _1654[_2285]._m0;
                        uint _1858 = _2166[_2281 >> uint(1)] >> (16u * (_2281 & 1u));
                        float4 _1847 = (float4(uint4(_1858 & 15u, (_1858 >> uint(4)) & 15u, (_1858 >> uint(8)) & 15u, (_1858 >> uint(12)) & 15u)) * _1654[_2285]._m1) - float4(_1654[_2285]._m2);
                        _609[_2285] = fma(_2284.w, _1847.w, fma(_2284.z, _1847.z, fma(_2284.y, _1847.y, fma(_2284.x, _1847.x, _609[_2285]))));
                        _2285++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _1053 = _2242 * _554;
            uint _2270;
            _2270 = gl_LocalInvocationID.x;
            _60 _1873[_554];
            uint4 _2157;
            for (; _2270 < _151._m0; _2270 += _107)
            {
                for (uint _2271 = 0u; _2271 < _554; )
                {
                    uint _1904 = min((_1053 + _2271), (_2257 - 1u));
                    uint _1986 = (_1904 * _151._m2) + (5u * (_2270 >> uint(4)));
                    uint _1993 = 3u * ((_1904 * _151._m0) + _2270);
                    _1873[_2271] = _60{ uint4(_844._m0[_1993], _844._m0[_1993 + 1u], _844._m0[_1993 + 2u], 0u), float2(as_type<half2>(_826._m0[_1986])).x * float(extract_bits(int(_826._m0[(_1986 + 1u) + ((_2270 >> uint(2)) & 3u)]), uint(int(8u * (_2270 & 3u))), uint(8))), 0.0 };
                    _2271++;
                    continue;
                }
                uint _2272;
                _2272 = 0u;
                for (; _2272 < 4u; _2272++)
                {
                    uint _1920 = (4u * _2270) + _2272;
                    float4 _2275;
                    do
                    {
                        if (_335)
                        {
                            _2275 = _174._m0[(gl_WorkGroupID.y * (_151._m3 / 4u)) + _1920];
                            break;
                        }
                        _2275 = _190[_1920];
                        break;
                    } while(false);
                    for (uint _2276 = 0u; _2276 < _554; )
                    {
                        uint _2060 = _1873[_2276]._m0.z >> (8u * _2272);
                        _2157 = _1873[_2276]._m0;
                        uint _2096 = _2157[_2272 >> uint(1)] >> (16u * (_2272 & 1u));
                        float4 _2085 = (float4(uint4(_2096 & 15u, (_2096 >> uint(4)) & 15u, (_2096 >> uint(8)) & 15u, (_2096 >> uint(12)) & 15u) | (uint4(_2060 & 3u, (_2060 >> uint(2)) & 3u, (_2060 >> uint(4)) & 3u, (_2060 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _1873[_2276]._m1;
                        _609[_2276] = fma(_2275.w, _2085.w, fma(_2275.z, _2085.z, fma(_2275.y, _2085.y, fma(_2275.x, _2085.x, _609[_2276]))));
                        _2276++;
                        continue;
                    }
                }
            }
        }
    }
    float _1085[_1082];
    for (uint _2289 = 0u; _2289 < _554; _2289++)
    {
        float _1072 = _609[_2289];
        float _2341;
        do
        {
            float _2117 = simd_sum(_1072);
            if (_97)
            {
                _2341 = _2117;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _2121 = simd_is_first();
            if (_2121)
            {
                _110[gl_SubgroupID] = _2117;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _2340;
            _2340 = _110[0];
            for (uint _2339 = 1u; _2339 < gl_NumSubgroups; )
            {
                _2340 += _110[_2339];
                _2339++;
                continue;
            }
            _2341 = _2340;
            break;
        } while(false);
        if ((_2289 % _107) == gl_LocalInvocationID.x)
        {
            _1085[_2289 / _107] = _2341;
        }
    }
    for (uint _2290 = 0u; _2290 < _1082; _2290++)
    {
        uint _1104 = (_2290 * _107) + gl_LocalInvocationID.x;
        uint _1109 = (_2242 * _554) + _1104;
        if ((_1104 < _554) && (_1109 < _2257))
        {
            if (_1027)
            {
                _1125._m0[(gl_WorkGroupID.y * _2257) + _1109] = _1085[_2290];
            }
            else
            {
                if (_2227 == 1u)
                {
                    _1143._m0[(gl_WorkGroupID.y * _2257) + _1109] = _1085[_2290];
                }
                else
                {
                    _1157._m0[(gl_WorkGroupID.y * _2257) + _1109] = _1085[_2290];
                }
            }
        }
    }
}

