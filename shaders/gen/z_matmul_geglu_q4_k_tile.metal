#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _107
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

struct _128
{
    uint _m0[1];
};

struct _150
{
    uint2 _m0[1];
};

struct _218
{
    uint _m0[1];
};

struct _238
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _278 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _279 = (8u * _278);
constant uint _280 = (4u * _279);
constant uint _302 = (_279 + 4u);
constant uint _329 = (32u * _302);
constant uint _362 = (32u * _302);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _376 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _387 = (_376 / 8u);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 4u
#endif
constant uint _388 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _389 = (_387 * _388);
constant uint _390 = (4u * _389);
constant uint _413 = (_389 + 4u);

struct _420
{
    float4 _m0[1];
};

constant uint _444 = (32u * _413);

struct _471
{
    uint _m0[1];
};

constant uint _497 = (_278 * _388);
constant uint _499 = (_278 * _388);
constant uint _504 = (_278 * _388);
constant uint _521 = (_278 * _388);
constant uint _523 = (_278 * _388);
constant uint _528 = (_278 * _388);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 32u
#endif
constant uint _560 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _724 = (_278 * _388);

struct _804
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _833 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_833, 1u, 1u);

kernel void main0(constant _107& _109 [[buffer(0)]], const device _471& _473 [[buffer(1)]], const device _420& _422 [[buffer(2)]], const device _150& _152 [[buffer(3)]], const device _128& _130 [[buffer(4)]], const device _238& _240 [[buffer(5)]], const device _218& _220 [[buffer(6)]], device _804& _806 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _332[_329];
    threadgroup float _365[_362];
    threadgroup float _447[_444];
    uint _464 = gl_WorkGroupID.x * _279;
    uint _468 = gl_WorkGroupID.y * _389;
    uint _481 = _473._m0[_109._m6] - _109._m7;
    uint _485 = _278 * (gl_LocalInvocationID.x % 8u);
    uint _489 = _388 * (gl_LocalInvocationID.x / 8u);
    float _502[_499];
    float _507[_504];
    for (uint _1612 = 0u; _1612 < _497; )
    {
        _507[_1612] = 0.0;
        _502[_1612] = 0.0;
        _1612++;
        continue;
    }
    float _526[_523];
    float _531[_528];
    for (uint _1613 = 0u; _1613 < _521; )
    {
        _531[_1613] = 0.0;
        _526[_1613] = 0.0;
        _1613++;
        continue;
    }
    uint4 _1590;
    uint4 _1593;
    for (uint _1614 = gl_LocalInvocationID.x; _1614 < _280; )
    {
        uint _874 = _1614 / 4u;
        uint _879 = min((_464 + _874), (_109._m3 - 1u));
        uint _881 = _1614 % 4u;
        uint _890 = ((4u * _881) * _302) + _874;
        uint _1014 = _879 * _109._m1;
        float2 _1025 = float2(as_type<half2>(_130._m0[_1014]));
        uint _1027 = _1014 + 1u;
        uint _1036 = _130._m0[_1027] >> 0u;
        uint _1040 = _879 * _109._m0;
        _1593 = uint4(_152._m0[_1040], 0u, 0u);
        uint _1082 = _881 >> uint(1);
        uint _1087 = 16u * (_881 & 1u);
        uint _1088 = _1593[_1082] >> _1087;
        float4 _1076 = (float4(uint4(_1088 & 15u, (_1088 >> uint(4)) & 15u, (_1088 >> uint(8)) & 15u, (_1088 >> uint(12)) & 15u)) * (_1025.x * float(_1036 & 255u))) - float4(_1025.y * float((_1036 >> uint(8)) & 255u));
        _332[_890] = _1076.x;
        uint _1857 = _890 + _302;
        _332[_1857] = _1076.y;
        uint _1869 = _890 + (2u * _302);
        _332[_1869] = _1076.z;
        uint _1881 = _890 + (3u * _302);
        _332[_1881] = _1076.w;
        float2 _1121 = float2(as_type<half2>(_220._m0[_1014]));
        uint _1132 = _220._m0[_1027] >> 0u;
        _1590 = uint4(_240._m0[_1040], 0u, 0u);
        uint _1183 = _1590[_1082] >> _1087;
        float4 _1172 = (float4(uint4(_1183 & 15u, (_1183 >> uint(4)) & 15u, (_1183 >> uint(8)) & 15u, (_1183 >> uint(12)) & 15u)) * (_1121.x * float(_1132 & 255u))) - float4(_1121.y * float((_1132 >> uint(8)) & 255u));
        _365[_890] = _1172.x;
        _365[_1857] = _1172.y;
        _365[_1869] = _1172.z;
        _365[_1881] = _1172.w;
        _1614 += _376;
        continue;
    }
    for (uint _1615 = gl_LocalInvocationID.x; _1615 < _390; )
    {
        uint _951 = _1615 / 4u;
        uint _958 = _1615 % 4u;
        uint _967 = ((4u * _958) * _413) + _951;
        uint _977 = ((_109._m7 + min((_468 + _951), (_481 - 1u))) * (_109._m2 / 4u)) + _958;
        _447[_967] = _422._m0[_977].x;
        _447[_967 + _413] = _422._m0[_977].y;
        _447[_967 + (2u * _413)] = _422._m0[_977].z;
        _447[_967 + (3u * _413)] = _422._m0[_977].w;
        _1615 += _376;
        continue;
    }
    float _620[_388];
    uint4 _1574;
    uint4 _1578;
    uint _1630;
    uint _1680;
    for (uint _1616 = 0u, _1623 = 0u, _1626 = 0u; _1616 < _109._m0; _1626 = _1680, _1623 = _1630, _1616++)
    {
        uint _561 = _1623 + _560;
        bool _567 = _561 >= _109._m0;
        if (_567)
        {
            uint _572 = _1626 + uint(1);
            _1680 = _572;
            _1630 = _572;
        }
        else
        {
            _1680 = _1626;
            _1630 = _561;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _576 = _1616 + 1u;
        if (_576 < _109._m0)
        {
            uint _584 = _576 & 1u;
            for (uint _1631 = gl_LocalInvocationID.x; _1631 < _280; )
            {
                uint _1231 = _1631 / 4u;
                uint _1236 = min((_464 + _1231), (_109._m3 - 1u));
                uint _1238 = _1631 % 4u;
                uint _1247 = (((16u * _584) + (4u * _1238)) * _302) + _1231;
                uint _1375 = (_1236 * _109._m1) + (5u * (_1630 >> uint(4)));
                uint _1378 = (_1630 >> uint(1)) & 7u;
                float2 _1382 = float2(as_type<half2>(_130._m0[_1375]));
                uint _1387 = (_1375 + 1u) + (_1378 >> uint(1));
                uint _1392 = 16u * (_1378 & 1u);
                uint _1393 = _130._m0[_1387] >> _1392;
                uint _1399 = (_1236 * _109._m0) + _1630;
                _1578 = uint4(_152._m0[_1399], 0u, 0u);
                uint _1438 = _1238 >> uint(1);
                uint _1443 = 16u * (_1238 & 1u);
                uint _1444 = _1578[_1438] >> _1443;
                float4 _1433 = (float4(uint4(_1444 & 15u, (_1444 >> uint(4)) & 15u, (_1444 >> uint(8)) & 15u, (_1444 >> uint(12)) & 15u)) * (_1382.x * float(_1393 & 255u))) - float4(_1382.y * float((_1393 >> uint(8)) & 255u));
                _332[_1247] = _1433.x;
                uint _1713 = _1247 + _302;
                _332[_1713] = _1433.y;
                uint _1725 = _1247 + (2u * _302);
                _332[_1725] = _1433.z;
                uint _1737 = _1247 + (3u * _302);
                _332[_1737] = _1433.w;
                float2 _1477 = float2(as_type<half2>(_220._m0[_1375]));
                uint _1488 = _220._m0[_1387] >> _1392;
                _1574 = uint4(_240._m0[_1399], 0u, 0u);
                uint _1539 = _1574[_1438] >> _1443;
                float4 _1528 = (float4(uint4(_1539 & 15u, (_1539 >> uint(4)) & 15u, (_1539 >> uint(8)) & 15u, (_1539 >> uint(12)) & 15u)) * (_1477.x * float(_1488 & 255u))) - float4(_1477.y * float((_1488 >> uint(8)) & 255u));
                _365[_1247] = _1528.x;
                _365[_1713] = _1528.y;
                _365[_1725] = _1528.z;
                _365[_1737] = _1528.w;
                _1631 += _376;
                continue;
            }
            for (uint _1632 = gl_LocalInvocationID.x; _1632 < _390; )
            {
                uint _1308 = _1632 / 4u;
                uint _1315 = _1632 % 4u;
                uint _1324 = (((16u * _584) + (4u * _1315)) * _413) + _1308;
                uint _1334 = (((_109._m7 + min((_468 + _1308), (_481 - 1u))) * (_109._m2 / 4u)) + (4u * _1630)) + _1315;
                _447[_1324] = _422._m0[_1334].x;
                _447[_1324 + _413] = _422._m0[_1334].y;
                _447[_1324 + (2u * _413)] = _422._m0[_1334].z;
                _447[_1324 + (3u * _413)] = _422._m0[_1334].w;
                _1632 += _376;
                continue;
            }
        }
        uint _598 = 16u * (_1616 & 1u);
        uint _1636;
        _1636 = _598;
        for (; _1636 < (_598 + 16u); _1636++)
        {
            for (uint _1647 = 0u; _1647 < _388; )
            {
                _620[_1647] = _447[((_1636 * _413) + _489) + _1647];
                _1647++;
                continue;
            }
            uint _1648;
            _1648 = 0u;
            for (; _1648 < _278; _1648++)
            {
                uint _647 = ((_1636 * _302) + _485) + _1648;
                for (uint _1651 = 0u; _1651 < _388; )
                {
                    uint _661 = (_1651 * _278) + _1648;
                    _502[_661] = fma(_620[_1651], _332[_647], _502[_661]);
                    _1651++;
                    continue;
                }
                for (uint _1654 = 0u; _1654 < _388; )
                {
                    uint _695 = (_1654 * _278) + _1648;
                    _526[_695] = fma(_620[_1654], _365[_647], _526[_695]);
                    _1654++;
                    continue;
                }
            }
        }
        if (_567)
        {
            for (uint _1638 = 0u; _1638 < _724; )
            {
                _507[_1638] += _502[_1638];
                _502[_1638] = 0.0;
                _531[_1638] += _526[_1638];
                _526[_1638] = 0.0;
                _1638++;
                continue;
            }
        }
    }
    for (uint _1617 = 0u; _1617 < _388; _1617++)
    {
        for (uint _1618 = 0u; _1618 < _278; _1618++)
        {
            bool _774 = ((_464 + _485) + _1618) < _109._m3;
            bool _784;
            if (_774)
            {
                _784 = ((_468 + _489) + _1617) < _481;
            }
            else
            {
                _784 = _774;
            }
            if (_784)
            {
                uint _791 = (_1617 * _278) + _1618;
                _806._m0[((((((_468 + _489) + _1617) * _109._m5) + _109._m4) + _464) + _485) + _1618] = (_507[_791] / (1.0 + exp(fma((0.0447149984538555145263671875 * _507[_791]) * _507[_791], _507[_791], _507[_791]) * (-1.5957691669464111328125)))) * _531[_791];
            }
        }
    }
}

