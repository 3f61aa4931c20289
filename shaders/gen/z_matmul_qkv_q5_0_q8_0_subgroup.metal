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

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _180 = SPIRV_CROSS_CONSTANT_ID_4;
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

constant uint _1032 = (_564 + _102);
constant uint _1033 = (_1032 - 1u);
constant uint _1034 = (_1033 / _102);

struct _1075
{
    float _m0[1];
};

struct _1093
{
    float _m0[1];
};

struct _1107
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _1121 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_1121, 1u, 1u);

kernel void main0(constant _144& _146 [[buffer(0)]], const device _167& _169 [[buffer(2)]], const device _320& _322 [[buffer(3)]], const device _247& _249 [[buffer(4)]], const device _230& _232 [[buffer(5)]], device _268& _270 [[buffer(6)]], const device _453& _455 [[buffer(7)]], const device _430& _432 [[buffer(8)]], const device _516& _518 [[buffer(9)]], const device _495& _497 [[buffer(10)]], const device _792& _794 [[buffer(11)]], const device _778& _780 [[buffer(12)]], device _1075& _1077 [[buffer(13)]], device _1093& _1095 [[buffer(14)]], device _1107& _1109 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _105[_102];
    threadgroup float4 _185[_182];
    uint _933 = ((_146._m4 + _564) - 1u) / _564;
    uint _2159;
    uint _2174;
    uint _2189;
    if (gl_WorkGroupID.x >= _933)
    {
        uint _942 = gl_WorkGroupID.x - _933;
        uint _950 = ((_146._m5 + _564) - 1u) / _564;
        bool _951 = _942 >= _950;
        uint _2175;
        uint _2190;
        if (_951)
        {
            _2190 = _146._m6;
            _2175 = _942 - _950;
        }
        else
        {
            _2190 = _146._m5;
            _2175 = _942;
        }
        _2189 = _2190;
        _2174 = _2175;
        _2159 = _951 ? 2u : 1u;
    }
    else
    {
        _2189 = _146._m4;
        _2174 = gl_WorkGroupID.x;
        _2159 = 0u;
    }
    do
    {
        if (_138)
        {
            break;
        }
        uint _1162 = gl_WorkGroupID.y * _146._m3;
        float _2143;
        _2143 = 0.0;
        for (uint _2142 = gl_LocalInvocationID.x; _2142 < _146._m3; )
        {
            uint _1174 = (_1162 + _2142) / 4u;
            uint _1176 = _2142 % 4u;
            ((threadgroup float*)&_185[_2142 / 4u])[_1176] = ((device float*)&_169._m0[_1174])[_1176];
            _2143 = fma(((device float*)&_169._m0[_1174])[_1176], ((device float*)&_169._m0[_1174])[_1176], _2143);
            _2142 += _102;
            continue;
        }
        float _2148;
        if (_198)
        {
            float _2146;
            do
            {
                float _1309 = simd_sum(_2143);
                if (_92)
                {
                    _2146 = _1309;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1313 = simd_is_first();
                if (_1313)
                {
                    _105[gl_SubgroupID] = _1309;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _2145;
                _2145 = _105[0];
                for (uint _2144 = 1u; _2144 < gl_NumSubgroups; )
                {
                    _2145 += _105[_2144];
                    _2144++;
                    continue;
                }
                _2146 = _2145;
                break;
            } while(false);
            float _1204 = 1.0 / sqrt((_2146 / float(_146._m3)) + _146._m8);
            float _2149;
            _2149 = 0.0;
            float _1250;
            for (uint _2147 = gl_LocalInvocationID.x; _2147 < _146._m3; _2149 = _1250, _2147 += _102)
            {
                uint _1215 = _1162 + _2147;
                uint _1219 = _2147 / 4u;
                uint _1221 = _2147 % 4u;
                float _1223 = ((threadgroup float*)&_185[_1219])[_1221];
                float _1230 = fma(_1223 * _1204, _249._m0[_2147], _232._m0[_1215]);
                ((threadgroup float*)&_185[_1219])[_1221] = _1230;
                if (gl_WorkGroupID.x == 0u)
                {
                    _270._m0[_1215] = _1230;
                }
                _1250 = fma(_1230, _1230, _2149);
            }
            _2148 = _2149;
        }
        else
        {
            _2148 = _2143;
        }
        float _2152;
        do
        {
            float _1351 = simd_sum(_2148);
            if (_92)
            {
                _2152 = _1351;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1355 = simd_is_first();
            if (_1355)
            {
                _105[gl_SubgroupID] = _1351;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _2151;
            _2151 = _105[0];
            for (uint _2150 = 1u; _2150 < gl_NumSubgroups; )
            {
                _2151 += _105[_2150];
                _2150++;
                continue;
            }
            _2152 = _2151;
            break;
        } while(false);
        float _1266 = 1.0 / sqrt((_2152 / float(_146._m3)) + _146._m7);
        for (uint _2153 = gl_LocalInvocationID.x; _2153 < _146._m3; )
        {
            uint _1276 = _2153 / 4u;
            uint _1278 = _2153 % 4u;
            ((threadgroup float*)&_185[_1276])[_1278] = (((threadgroup float*)&_185[_1276])[_1278] * _1266) * _322._m0[_2153];
            _2153 += _102;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _619[_564];
    for (uint _2156 = 0u; _2156 < _564; )
    {
        _619[_2156] = 0.0;
        _2156++;
        continue;
    }
    bool _979 = _2159 == 0u;
    if (_979)
    {
        uint _983 = _2174 * _564;
        _28 _1387[_564];
        uint4 _2102;
        for (uint _2224 = gl_LocalInvocationID.x; _2224 < _146._m0; _2224 += _102)
        {
            for (uint _2288 = 0u; _2288 < _564; _2288++)
            {
                uint _1418 = min((_983 + _2288), (_2189 - 1u));
                uint _1501 = (_1418 * _146._m1) + (3u * (_2224 >> uint(2)));
                float2 _1506 = float2(as_type<half2>(_432._m0[_1501 + 2u]));
                float _2296;
                if ((_2224 & 2u) == 0u)
                {
                    _2296 = _1506.x;
                }
                else
                {
                    _2296 = _1506.y;
                }
                _1387[_2288] = _28{ uint4(_455._m0[(_1418 * _146._m0) + _2224], _432._m0[_1501 + ((_2224 >> uint(1)) & 1u)] >> (16u * (_2224 & 1u)), 0u), _2296, 0.0 };
            }
            uint _2289;
            _2289 = 0u;
            for (; _2289 < 4u; _2289++)
            {
                uint _1434 = (4u * _2224) + _2289;
                float4 _2292;
                do
                {
                    if (_330)
                    {
                        _2292 = _169._m0[(gl_WorkGroupID.y * (_146._m3 / 4u)) + _1434];
                        break;
                    }
                    _2292 = _185[_1434];
                    break;
                } while(false);
                for (uint _2293 = 0u; _2293 < _564; )
                {
                    uint _1573 = _1387[_2293]._m0.z >> (4u * _2289);
                    _2102 = _1387[_2293]._m0;
                    uint _1609 = _2102[_2289 >> uint(1)] >> (16u * (_2289 & 1u));
                    float4 _1598 = (float4(uint4(_1609 & 15u, (_1609 >> uint(4)) & 15u, (_1609 >> uint(8)) & 15u, (_1609 >> uint(12)) & 15u) | (uint4(_1573 & 1u, (_1573 >> uint(1)) & 1u, (_1573 >> uint(2)) & 1u, (_1573 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _1387[_2293]._m1;
                    _619[_2293] = fma(_2292.w, _1598.w, fma(_2292.z, _1598.z, fma(_2292.y, _1598.y, fma(_2292.x, _1598.x, _619[_2293]))));
                    _2293++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_2159 == 1u)
        {
            uint _996 = _2174 * _564;
            _28 _1624[_564];
            uint4 _2094;
            for (uint _2213 = gl_LocalInvocationID.x; _2213 < _146._m0; _2213 += _102)
            {
                for (uint _2214 = 0u; _2214 < _564; _2214++)
                {
                    uint _1655 = min((_996 + _2214), (_2189 - 1u));
                    uint _1738 = (_1655 * _146._m1) + (3u * (_2213 >> uint(2)));
                    float2 _1743 = float2(as_type<half2>(_497._m0[_1738 + 2u]));
                    float _2222;
                    if ((_2213 & 2u) == 0u)
                    {
                        _2222 = _1743.x;
                    }
                    else
                    {
                        _2222 = _1743.y;
                    }
                    _1624[_2214] = _28{ uint4(_518._m0[(_1655 * _146._m0) + _2213], _497._m0[_1738 + ((_2213 >> uint(1)) & 1u)] >> (16u * (_2213 & 1u)), 0u), _2222, 0.0 };
                }
                uint _2215;
                _2215 = 0u;
                for (; _2215 < 4u; _2215++)
                {
                    uint _1671 = (4u * _2213) + _2215;
                    float4 _2218;
                    do
                    {
                        if (_330)
                        {
                            _2218 = _169._m0[(gl_WorkGroupID.y * (_146._m3 / 4u)) + _1671];
                            break;
                        }
                        _2218 = _185[_1671];
                        break;
                    } while(false);
                    for (uint _2219 = 0u; _2219 < _564; )
                    {
                        uint _1810 = _1624[_2219]._m0.z >> (4u * _2215);
                        _2094 = _1624[_2219]._m0;
                        uint _1846 = _2094[_2215 >> uint(1)] >> (16u * (_2215 & 1u));
                        float4 _1835 = (float4(uint4(_1846 & 15u, (_1846 >> uint(4)) & 15u, (_1846 >> uint(8)) & 15u, (_1846 >> uint(12)) & 15u) | (uint4(_1810 & 1u, (_1810 >> uint(1)) & 1u, (_1810 >> uint(2)) & 1u, (_1810 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _1624[_2219]._m1;
                        _619[_2219] = fma(_2218.w, _1835.w, fma(_2218.z, _1835.z, fma(_2218.y, _1835.y, fma(_2218.x, _1835.x, _619[_2219]))));
                        _2219++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _1005 = _2174 * _564;
            _60 _1861[_564];
            uint4 _2088;
            for (uint _2202 = gl_LocalInvocationID.x; _2202 < _146._m0; _2202 += _102)
            {
                for (uint _2203 = 0u; _2203 < _564; _2203++)
                {
                    uint _1892 = min((_1005 + _2203), (_2189 - 1u));
                    float2 _1975 = float2(as_type<half2>(_780._m0[(_1892 * _146._m2) + (_2202 >> uint(2))]));
                    float _2211;
                    if ((_2202 & 2u) == 0u)
                    {
                        _2211 = _1975.x;
                    }
                    else
                    {
                        _2211 = _1975.y;
                    }
                    _1861[_2203] = _60{ _794._m0[(_1892 * _146._m0) + _2202], _2211, 0.0 };
                }
                uint _2204;
                _2204 = 0u;
                for (; _2204 < 4u; _2204++)
                {
                    uint _1908 = (4u * _2202) + _2204;
                    float4 _2207;
                    do
                    {
                        if (_330)
                        {
                            _2207 = _169._m0[(gl_WorkGroupID.y * (_146._m3 / 4u)) + _1908];
                            break;
                        }
                        _2207 = _185[_1908];
                        break;
                    } while(false);
                    for (uint _2208 = 0u; _2208 < _564; )
                    {
                        _2088 = _1861[_2208]._m0;
                        int _2023 = int(_2088[_2204]);
                        float4 _2039 = float4(float(extract_bits(_2023, uint(0), uint(8))), float(extract_bits(_2023, uint(8), uint(8))), float(extract_bits(_2023, uint(16), uint(8))), float(_2023 >> 24)) * _1861[_2208]._m1;
                        _619[_2208] = fma(_2207.w, _2039.w, fma(_2207.z, _2039.z, fma(_2207.y, _2039.y, fma(_2207.x, _2039.x, _619[_2208]))));
                        _2208++;
                        continue;
                    }
                }
            }
        }
    }
    float _1037[_1034];
    for (uint _2225 = 0u; _2225 < _564; _2225++)
    {
        float _1024 = _619[_2225];
        float _2283;
        do
        {
            float _2048 = simd_sum(_1024);
            if (_92)
            {
                _2283 = _2048;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _2052 = simd_is_first();
            if (_2052)
            {
                _105[gl_SubgroupID] = _2048;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _2282;
            _2282 = _105[0];
            for (uint _2281 = 1u; _2281 < gl_NumSubgroups; )
            {
                _2282 += _105[_2281];
                _2281++;
                continue;
            }
            _2283 = _2282;
            break;
        } while(false);
        if ((_2225 % _102) == gl_LocalInvocationID.x)
        {
            _1037[_2225 / _102] = _2283;
        }
    }
    for (uint _2226 = 0u; _2226 < _1034; _2226++)
    {
        uint _1056 = (_2226 * _102) + gl_LocalInvocationID.x;
        uint _1061 = (_2174 * _564) + _1056;
        if ((_1056 < _564) && (_1061 < _2189))
        {
            if (_979)
            {
                _1077._m0[(gl_WorkGroupID.y * _2189) + _1061] = _1037[_2226];
            }
            else
            {
                if (_2159 == 1u)
                {
                    _1095._m0[(gl_WorkGroupID.y * _2189) + _1061] = _1037[_2226];
                }
                else
                {
                    _1109._m0[(gl_WorkGroupID.y * _2189) + _1061] = _1037[_2226];
                }
            }
        }
    }
}

