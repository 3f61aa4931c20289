#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _134
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

struct _150
{
    uint _m0[1];
};

struct _173
{
    uint2 _m0[1];
};

struct _238
{
    uint _m0[1];
};

struct _259
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _298 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _299 = (8u * _298);
constant uint _300 = (4u * _299);
constant uint _320 = (_299 + 4u);
constant uint _347 = (32u * _320);
constant uint _380 = (32u * _320);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _394 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _405 = (_394 / 8u);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 4u
#endif
constant uint _406 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _407 = (_405 * _406);
constant uint _408 = (4u * _407);
constant uint _431 = (_407 + 4u);

struct _438
{
    float4 _m0[1];
};

constant uint _462 = (32u * _431);

struct _489
{
    uint _m0[1];
};

constant uint _515 = (_298 * _406);
constant uint _517 = (_298 * _406);
constant uint _522 = (_298 * _406);
constant uint _538 = (_298 * _406);
constant uint _540 = (_298 * _406);
constant uint _545 = (_298 * _406);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 32u
#endif
constant uint _577 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _740 = (_298 * _406);

struct _820
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _849 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_849, 1u, 1u);

kernel void main0(constant _134& _136 [[buffer(0)]], const device _489& _491 [[buffer(1)]], const device _438& _440 [[buffer(2)]], const device _173& _175 [[buffer(3)]], const device _150& _152 [[buffer(4)]], const device _259& _261 [[buffer(5)]], const device _238& _240 [[buffer(6)]], device _820& _822 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _350[_347];
    threadgroup float _383[_380];
    threadgroup float _465[_462];
    uint _482 = gl_WorkGroupID.x * _299;
    uint _486 = gl_WorkGroupID.y * _407;
    uint _499 = _491._m0[_136._m6] - _136._m7;
    uint _503 = _298 * (gl_LocalInvocationID.x % 8u);
    uint _507 = _406 * (gl_LocalInvocationID.x / 8u);
    float _520[_517];
    float _525[_522];
    for (uint _1706 = 0u; _1706 < _515; )
    {
        _525[_1706] = 0.0;
        _520[_1706] = 0.0;
        _1706++;
        continue;
    }
    float _543[_540];
    float _548[_545];
    for (uint _1707 = 0u; _1707 < _538; )
    {
        _548[_1707] = 0.0;
        _543[_1707] = 0.0;
        _1707++;
        continue;
    }
    uint4 _1678;
    uint4 _1681;
    for (uint _1708 = gl_LocalInvocationID.x; _1708 < _300; )
    {
        uint _890 = _1708 / 4u;
        uint _895 = min((_482 + _890), (_136._m3 - 1u));
        uint _897 = _1708 % 4u;
        uint _901 = 4u * _897;
        uint _906 = (_901 * _320) + _890;
        uint _1030 = _895 * _136._m1;
        uint _1036 = _1030 + 2u;
        uint _1050 = _152._m0[_1030] >> 0u;
        uint _1054 = _895 * _136._m0;
        uint _1085 = _1050 >> _901;
        _1681 = uint4(_175._m0[_1054], _1050, 0u);
        uint _1115 = _897 >> uint(1);
        uint _1120 = 16u * (_897 & 1u);
        uint _1121 = _1681[_1115] >> _1120;
        float4 _1110 = (float4(uint4(_1121 & 15u, (_1121 >> uint(4)) & 15u, (_1121 >> uint(8)) & 15u, (_1121 >> uint(12)) & 15u) | (uint4(_1085 & 1u, (_1085 >> uint(1)) & 1u, (_1085 >> uint(2)) & 1u, (_1085 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * float2(as_type<half2>(_152._m0[_1036])).x;
        _350[_906] = _1110.x;
        uint _1971 = _906 + _320;
        _350[_1971] = _1110.y;
        uint _1983 = _906 + (2u * _320);
        _350[_1983] = _1110.z;
        uint _1995 = _906 + (3u * _320);
        _350[_1995] = _1110.w;
        uint _1163 = _240._m0[_1030] >> 0u;
        uint _1198 = _1163 >> _901;
        _1678 = uint4(_261._m0[_1054], _1163, 0u);
        uint _1234 = _1678[_1115] >> _1120;
        float4 _1223 = (float4(uint4(_1234 & 15u, (_1234 >> uint(4)) & 15u, (_1234 >> uint(8)) & 15u, (_1234 >> uint(12)) & 15u) | (uint4(_1198 & 1u, (_1198 >> uint(1)) & 1u, (_1198 >> uint(2)) & 1u, (_1198 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * float2(as_type<half2>(_240._m0[_1036])).x;
        _383[_906] = _1223.x;
        _383[_1971] = _1223.y;
        _383[_1983] = _1223.z;
        _383[_1995] = _1223.w;
        _1708 += _394;
        continue;
    }
    for (uint _1709 = gl_LocalInvocationID.x; _1709 < _408; )
    {
        uint _967 = _1709 / 4u;
        uint _974 = _1709 % 4u;
        uint _983 = ((4u * _974) * _431) + _967;
        uint _993 = ((_136._m7 + min((_486 + _967), (_499 - 1u))) * (_136._m2 / 4u)) + _974;
        _465[_983] = _440._m0[_993].x;
        _465[_983 + _431] = _440._m0[_993].y;
        _465[_983 + (2u * _431)] = _440._m0[_993].z;
        _465[_983 + (3u * _431)] = _440._m0[_993].w;
        _1709 += _394;
        continue;
    }
    float _636[_406];
    uint _1724;
    uint _1786;
    for (uint _1710 = 0u, _1717 = 0u, _1720 = 0u; _1710 < _136._m0; _1720 = _1786, _1717 = _1724, _1710++)
    {
        uint _578 = _1717 + _577;
        bool _584 = _578 >= _136._m0;
        if (_584)
        {
            uint _589 = _1720 + uint(1);
            _1786 = _589;
            _1724 = _589;
        }
        else
        {
            _1786 = _1720;
            _1724 = _578;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _592 = _1710 + 1u;
        if (_592 < _136._m0)
        {
            uint _600 = _592 & 1u;
            for (uint _1725 = gl_LocalInvocationID.x; _1725 < _300; _1725 += _394)
            {
                uint _1282 = _1725 / 4u;
                uint _1287 = min((_482 + _1282), (_136._m3 - 1u));
                uint _1289 = _1725 % 4u;
                uint _1293 = 4u * _1289;
                uint _1298 = (((16u * _600) + _1293) * _320) + _1282;
                uint _1426 = (_1287 * _136._m1) + (3u * (_1724 >> uint(2)));
                uint _1428 = _1426 + 2u;
                float2 _1431 = float2(as_type<half2>(_152._m0[_1428]));
                uint _1436 = _1426 + ((_1724 >> uint(1)) & 1u);
                uint _1441 = 16u * (_1724 & 1u);
                uint _1442 = _152._m0[_1436] >> _1441;
                uint _1448 = (_1287 * _136._m0) + _1724;
                bool _1457 = (_1724 & 2u) == 0u;
                float _1754;
                if (_1457)
                {
                    _1754 = _1431.x;
                }
                else
                {
                    _1754 = _1431.y;
                }
                uint _1477 = _1442 >> _1293;
                uint4 _1665 = uint4(_175._m0[_1448], _1442, 0u);
                uint _1507 = _1289 >> uint(1);
                uint _1512 = 16u * (_1289 & 1u);
                uint _1513 = _1665[_1507] >> _1512;
                float4 _1502 = (float4(uint4(_1513 & 15u, (_1513 >> uint(4)) & 15u, (_1513 >> uint(8)) & 15u, (_1513 >> uint(12)) & 15u) | (uint4(_1477 & 1u, (_1477 >> uint(1)) & 1u, (_1477 >> uint(2)) & 1u, (_1477 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _1754;
                _350[_1298] = _1502.x;
                uint _1827 = _1298 + _320;
                _350[_1827] = _1502.y;
                uint _1839 = _1298 + (2u * _320);
                _350[_1839] = _1502.z;
                uint _1851 = _1298 + (3u * _320);
                _350[_1851] = _1502.w;
                float2 _1544 = float2(as_type<half2>(_240._m0[_1428]));
                uint _1555 = _240._m0[_1436] >> _1441;
                float _1756;
                if (_1457)
                {
                    _1756 = _1544.x;
                }
                else
                {
                    _1756 = _1544.y;
                }
                uint _1590 = _1555 >> _1293;
                uint4 _1661 = uint4(_261._m0[_1448], _1555, 0u);
                uint _1626 = _1661[_1507] >> _1512;
                float4 _1615 = (float4(uint4(_1626 & 15u, (_1626 >> uint(4)) & 15u, (_1626 >> uint(8)) & 15u, (_1626 >> uint(12)) & 15u) | (uint4(_1590 & 1u, (_1590 >> uint(1)) & 1u, (_1590 >> uint(2)) & 1u, (_1590 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _1756;
                _383[_1298] = _1615.x;
                _383[_1827] = _1615.y;
                _383[_1839] = _1615.z;
                _383[_1851] = _1615.w;
            }
            for (uint _1726 = gl_LocalInvocationID.x; _1726 < _408; )
            {
                uint _1359 = _1726 / 4u;
                uint _1366 = _1726 % 4u;
                uint _1375 = (((16u * _600) + (4u * _1366)) * _431) + _1359;
                uint _1385 = (((_136._m7 + min((_486 + _1359), (_499 - 1u))) * (_136._m2 / 4u)) + (4u * _1724)) + _1366;
                _465[_1375] = _440._m0[_1385].x;
                _465[_1375 + _431] = _440._m0[_1385].y;
                _465[_1375 + (2u * _431)] = _440._m0[_1385].z;
                _465[_1375 + (3u * _431)] = _440._m0[_1385].w;
                _1726 += _394;
                continue;
            }
        }
        uint _614 = 16u * (_1710 & 1u);
        uint _1730;
        _1730 = _614;
        for (; _1730 < (_614 + 16u); _1730++)
        {
            for (uint _1741 = 0u; _1741 < _406; )
            {
                _636[_1741] = _465[((_1730 * _431) + _507) + _1741];
                _1741++;
                continue;
            }
            uint _1742;
            _1742 = 0u;
            for (; _1742 < _298; _1742++)
            {
                uint _663 = ((_1730 * _320) + _503) + _1742;
                for (uint _1745 = 0u; _1745 < _406; )
                {
                    uint _677 = (_1745 * _298) + _1742;
                    _520[_677] = fma(_636[_1745], _350[_663], _520[_677]);
                    _1745++;
                    continue;
                }
                for (uint _1748 = 0u; _1748 < _406; )
                {
                    uint _711 = (_1748 * _298) + _1742;
                    _543[_711] = fma(_636[_1748], _383[_663], _543[_711]);
                    _1748++;
                    continue;
                }
            }
        }
        if (_584)
        {
            for (uint _1732 = 0u; _1732 < _740; )
            {
                _525[_1732] += _520[_1732];
                _520[_1732] = 0.0;
                _548[_1732] += _543[_1732];
                _543[_1732] = 0.0;
                _1732++;
                continue;
            }
        }
    }
    for (uint _1711 = 0u; _1711 < _406; _1711++)
    {
        for (uint _1712 = 0u; _1712 < _298; _1712++)
        {
            bool _790 = ((_482 + _503) + _1712) < _136._m3;
            bool _800;
            if (_790)
            {
                _800 = ((_486 + _507) + _1711) < _499;
            }
            else
            {
                _800 = _790;
            }
            if (_800)
            {
                uint _807 = (_1711 * _298) + _1712;
                _822._m0[((((((_486 + _507) + _1711) * _136._m5) + _136._m4) + _482) + _503) + _1712] = (_525[_807] / (1.0 + exp(fma((0.0447149984538555145263671875 * _525[_807]) * _525[_807], _525[_807], _525[_807]) * (-1.5957691669464111328125)))) * _548[_807];
            }
        }
    }
}

