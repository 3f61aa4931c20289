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
constant uint _71 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _74 = (_71 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _84 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _119 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _120 = (_119 == 0u);

struct _126
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    float _m4;
    float _m5;
};

struct _149
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _162 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _163 = (_162 + 3u);
constant uint _164 = (_163 / 4u);
constant bool _180 = (_119 == 2u);

struct _212
{
    float _m0[1];
};

struct _229
{
    float _m0[1];
};

struct _250
{
    float _m0[1];
};

struct _302
{
    float _m0[1];
};

constant bool _312 = (_119 == 0u);

struct _441
{
    uint _m0[1];
};

struct _460
{
    uint _m0[1];
};

struct _506
{
    uint _m0[1];
};

struct _524
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _576 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _745 = (_576 + _84);
constant uint _746 = (_745 - 1u);
constant uint _747 = (_746 / _84);

struct _791
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _812 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_812, 1u, 1u);

kernel void main0(constant _126& _128 [[buffer(0)]], const device _149& _151 [[buffer(2)]], const device _302& _304 [[buffer(3)]], const device _229& _231 [[buffer(4)]], const device _212& _214 [[buffer(5)]], device _250& _252 [[buffer(6)]], const device _460& _462 [[buffer(7)]], const device _441& _443 [[buffer(8)]], const device _524& _526 [[buffer(9)]], const device _506& _508 [[buffer(10)]], device _791& _793 [[buffer(11)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _87[_84];
    threadgroup float4 _167[_164];
    uint _577 = gl_WorkGroupID.x * _576;
    do
    {
        if (_120)
        {
            break;
        }
        uint _853 = gl_WorkGroupID.y * _128._m2;
        float _1513;
        _1513 = 0.0;
        for (uint _1512 = gl_LocalInvocationID.x; _1512 < _128._m2; )
        {
            uint _865 = (_853 + _1512) / 4u;
            uint _867 = _1512 % 4u;
            ((threadgroup float*)&_167[_1512 / 4u])[_867] = ((device float*)&_151._m0[_865])[_867];
            _1513 = fma(((device float*)&_151._m0[_865])[_867], ((device float*)&_151._m0[_865])[_867], _1513);
            _1512 += _84;
            continue;
        }
        float _1518;
        if (_180)
        {
            float _1516;
            do
            {
                float _1000 = simd_sum(_1513);
                if (_74)
                {
                    _1516 = _1000;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1004 = simd_is_first();
                if (_1004)
                {
                    _87[gl_SubgroupID] = _1000;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1515;
                _1515 = _87[0];
                for (uint _1514 = 1u; _1514 < gl_NumSubgroups; )
                {
                    _1515 += _87[_1514];
                    _1514++;
                    continue;
                }
                _1516 = _1515;
                break;
            } while(false);
            float _895 = 1.0 / sqrt((_1516 / float(_128._m2)) + _128._m5);
            float _1519;
            _1519 = 0.0;
            float _941;
            for (uint _1517 = gl_LocalInvocationID.x; _1517 < _128._m2; _1519 = _941, _1517 += _84)
            {
                uint _906 = _853 + _1517;
                uint _910 = _1517 / 4u;
                uint _912 = _1517 % 4u;
                float _914 = ((threadgroup float*)&_167[_910])[_912];
                float _921 = fma(_914 * _895, _231._m0[_1517], _214._m0[_906]);
                ((threadgroup float*)&_167[_910])[_912] = _921;
                if (gl_WorkGroupID.x == 0u)
                {
                    _252._m0[_906] = _921;
                }
                _941 = fma(_921, _921, _1519);
            }
            _1518 = _1519;
        }
        else
        {
            _1518 = _1513;
        }
        float _1522;
        do
        {
            float _1042 = simd_sum(_1518);
            if (_74)
            {
                _1522 = _1042;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1046 = simd_is_first();
            if (_1046)
            {
                _87[gl_SubgroupID] = _1042;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1521;
            _1521 = _87[0];
            for (uint _1520 = 1u; _1520 < gl_NumSubgroups; )
            {
                _1521 += _87[_1520];
                _1520++;
                continue;
            }
            _1522 = _1521;
            break;
        } while(false);
        float _957 = 1.0 / sqrt((_1522 / float(_128._m2)) + _128._m4);
        for (uint _1523 = gl_LocalInvocationID.x; _1523 < _128._m2; )
        {
            uint _967 = _1523 / 4u;
            uint _969 = _1523 % 4u;
            ((threadgroup float*)&_167[_967])[_969] = (((threadgroup float*)&_167[_967])[_969] * _957) * _304._m0[_1523];
            _1523 += _84;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _594[_576];
    float _596[_576];
    for (uint _1526 = 0u; _1526 < _576; )
    {
        _596[_1526] = 0.0;
        _594[_1526] = 0.0;
        _1526++;
        continue;
    }
    uint _1527;
    _1527 = gl_LocalInvocationID.x;
    _28 _623[_576];
    _28 _638[_576];
    uint4 _1477;
    uint4 _1481;
    for (; _1527 < _128._m0; _1527 += _84)
    {
        for (uint _1545 = 0u; _1545 < _576; )
        {
            uint _632 = min((_577 + _1545), (_128._m3 - 1u));
            uint _1092 = (_632 * _128._m1) + (5u * (_1527 >> uint(4)));
            uint _1099 = 3u * ((_632 * _128._m0) + _1527);
            uint _1105 = (_1092 + 1u) + ((_1527 >> uint(2)) & 3u);
            int _1112 = int(8u * (_1527 & 3u));
            uint _1118 = _1099 + 1u;
            uint _1122 = _1099 + 2u;
            _623[_1545] = _28{ uint4(_462._m0[_1099], _462._m0[_1118], _462._m0[_1122], 0u), float2(as_type<half2>(_443._m0[_1092])).x * float(extract_bits(int(_443._m0[_1105]), uint(_1112), uint(8))), 0.0 };
            _638[_1545] = _28{ uint4(_526._m0[_1099], _526._m0[_1118], _526._m0[_1122], 0u), float2(as_type<half2>(_508._m0[_1092])).x * float(extract_bits(int(_508._m0[_1105]), uint(_1112), uint(8))), 0.0 };
            _1545++;
            continue;
        }
        uint _1546;
        _1546 = 0u;
        for (; _1546 < 4u; _1546++)
        {
            uint _666 = (4u * _1527) + _1546;
            float4 _1549;
            do
            {
                if (_312)
                {
                    _1549 = _151._m0[(gl_WorkGroupID.y * (_128._m2 / 4u)) + _666];
                    break;
                }
                _1549 = _167[_666];
                break;
            } while(false);
            for (uint _1550 = 0u; _1550 < _576; )
            {
                uint _1220 = 8u * _1546;
                uint _1221 = _623[_1550]._m0.z >> _1220;
                _1481 = _623[_1550]._m0;
                uint _1251 = _1546 >> uint(1);
                uint _1256 = 16u * (_1546 & 1u);
                uint _1257 = _1481[_1251] >> _1256;
                float4 _1246 = (float4(uint4(_1257 & 15u, (_1257 >> uint(4)) & 15u, (_1257 >> uint(8)) & 15u, (_1257 >> uint(12)) & 15u) | (uint4(_1221 & 3u, (_1221 >> uint(2)) & 3u, (_1221 >> uint(4)) & 3u, (_1221 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _623[_1550]._m1;
                _594[_1550] = fma(_1549.w, _1246.w, fma(_1549.z, _1246.z, fma(_1549.y, _1246.y, fma(_1549.x, _1246.x, _594[_1550]))));
                uint _1303 = _638[_1550]._m0.z >> _1220;
                _1477 = _638[_1550]._m0;
                uint _1339 = _1477[_1251] >> _1256;
                float4 _1328 = (float4(uint4(_1339 & 15u, (_1339 >> uint(4)) & 15u, (_1339 >> uint(8)) & 15u, (_1339 >> uint(12)) & 15u) | (uint4(_1303 & 3u, (_1303 >> uint(2)) & 3u, (_1303 >> uint(4)) & 3u, (_1303 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _638[_1550]._m1;
                _596[_1550] = fma(_1549.w, _1328.w, fma(_1549.z, _1328.z, fma(_1549.y, _1328.y, fma(_1549.x, _1328.x, _596[_1550]))));
                _1550++;
                continue;
            }
        }
    }
    float _750[_747];
    float _755[_747];
    for (uint _1528 = 0u; _1528 < _576; _1528++)
    {
        float _731 = _594[_1528];
        float _1534;
        do
        {
            float _1383 = simd_sum(_731);
            if (_74)
            {
                _1534 = _1383;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1387 = simd_is_first();
            if (_1387)
            {
                _87[gl_SubgroupID] = _1383;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1533;
            _1533 = _87[0];
            for (uint _1532 = 1u; _1532 < gl_NumSubgroups; )
            {
                _1533 += _87[_1532];
                _1532++;
                continue;
            }
            _1534 = _1533;
            break;
        } while(false);
        float _737 = _596[_1528];
        float _1540;
        do
        {
            float _1421 = simd_sum(_737);
            if (_74)
            {
                _1540 = _1421;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1425 = simd_is_first();
            if (_1425)
            {
                _87[gl_SubgroupID] = _1421;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1539;
            _1539 = _87[0];
            for (uint _1538 = 1u; _1538 < gl_NumSubgroups; )
            {
                _1539 += _87[_1538];
                _1538++;
                continue;
            }
            _1540 = _1539;
            break;
        } while(false);
        if ((_1528 % _84) == gl_LocalInvocationID.x)
        {
            uint _752 = _1528 / _84;
            _750[_752] = _1534;
            _755[_752] = _1540;
        }
    }
    for (uint _1529 = 0u; _1529 < _747; _1529++)
    {
        uint _774 = (_1529 * _84) + gl_LocalInvocationID.x;
        uint _778 = _577 + _774;
        bool _780 = _774 < _576;
        bool _787;
        if (_780)
        {
            _787 = _778 < _128._m3;
        }
        else
        {
            _787 = _780;
        }
        if (_787)
        {
            _793._m0[(gl_WorkGroupID.y * _128._m3) + _778] = (_750[_1529] / (1.0 + exp(fma((0.0447149984538555145263671875 * _750[_1529]) * _750[_1529], _750[_1529], _750[_1529]) * (-1.5957691669464111328125)))) * _755[_1529];
        }
    }
}

