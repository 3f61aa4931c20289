#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _107
{
    uint _m0[1];
};

struct _111
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
    uint2 _m0[1];
};

struct _184
{
    uint _m0[1];
};

struct _198
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _237 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _238 = (8u * _237);
constant uint _239 = (4u * _238);
constant uint _260 = (_238 + 4u);
constant uint _287 = (32u * _260);
constant uint _320 = (32u * _260);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _334 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _345 = (_334 / 8u);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 4u
#endif
constant uint _346 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _347 = (_345 * _346);
constant uint _348 = (4u * _347);
constant uint _371 = (_347 + 4u);

struct _378
{
    float4 _m0[1];
};

constant uint _402 = (32u * _371);

struct _429
{
    uint _m0[1];
};

constant uint _455 = (_237 * _346);
constant uint _457 = (_237 * _346);
constant uint _462 = (_237 * _346);
constant uint _478 = (_237 * _346);
constant uint _480 = (_237 * _346);
constant uint _485 = (_237 * _346);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 32u
#endif
constant uint _517 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _680 = (_237 * _346);

struct _760
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _789 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_789, 1u, 1u);

kernel void main0(constant _111& _113 [[buffer(0)]], const device _429& _431 [[buffer(1)]], const device _378& _380 [[buffer(2)]], const device _128& _130 [[buffer(3)]], const device _107& _109 [[buffer(4)]], const device _198& _200 [[buffer(5)]], const device _184& _186 [[buffer(6)]], device _760& _762 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _290[_287];
    threadgroup float _323[_320];
    threadgroup float _405[_402];
    uint _422 = gl_WorkGroupID.x * _238;
    uint _426 = gl_WorkGroupID.y * _347;
    uint _439 = _431._m0[_113._m6] - _113._m7;
    uint _443 = _237 * (gl_LocalInvocationID.x % 8u);
    uint _447 = _346 * (gl_LocalInvocationID.x / 8u);
    float _460[_457];
    float _465[_462];
    for (uint _1472 = 0u; _1472 < _455; )
    {
        _465[_1472] = 0.0;
        _460[_1472] = 0.0;
        _1472++;
        continue;
    }
    float _483[_480];
    float _488[_485];
    for (uint _1473 = 0u; _1473 < _478; )
    {
        _488[_1473] = 0.0;
        _483[_1473] = 0.0;
        _1473++;
        continue;
    }
    uint4 _1454;
    uint4 _1457;
    for (uint _1474 = gl_LocalInvocationID.x; _1474 < _239; )
    {
        uint _830 = _1474 / 4u;
        uint _835 = min((_422 + _830), (_113._m3 - 1u));
        uint _837 = _1474 % 4u;
        uint _846 = ((4u * _837) * _260) + _830;
        uint _968 = _835 * _113._m1;
        uint _978 = _835 * _113._m0;
        _1457 = uint4(_130._m0[_978], 0u, 0u);
        uint _1016 = _837 >> uint(1);
        uint _1021 = 16u * (_837 & 1u);
        uint _1022 = _1457[_1016] >> _1021;
        float4 _1010 = (float4(uint4(_1022 & 15u, (_1022 >> uint(4)) & 15u, (_1022 >> uint(8)) & 15u, (_1022 >> uint(12)) & 15u)) - float4(8.0)) * float2(as_type<half2>(_109._m0[_968])).x;
        _290[_846] = _1010.x;
        uint _1736 = _846 + _260;
        _290[_1736] = _1010.y;
        uint _1748 = _846 + (2u * _260);
        _290[_1748] = _1010.z;
        uint _1760 = _846 + (3u * _260);
        _290[_1760] = _1010.w;
        _1454 = uint4(_200._m0[_978], 0u, 0u);
        uint _1095 = _1454[_1016] >> _1021;
        float4 _1084 = (float4(uint4(_1095 & 15u, (_1095 >> uint(4)) & 15u, (_1095 >> uint(8)) & 15u, (_1095 >> uint(12)) & 15u)) - float4(8.0)) * float2(as_type<half2>(_186._m0[_968])).x;
        _323[_846] = _1084.x;
        _323[_1736] = _1084.y;
        _323[_1748] = _1084.z;
        _323[_1760] = _1084.w;
        _1474 += _334;
        continue;
    }
    for (uint _1475 = gl_LocalInvocationID.x; _1475 < _348; )
    {
        uint _907 = _1475 / 4u;
        uint _914 = _1475 % 4u;
        uint _923 = ((4u * _914) * _371) + _907;
        uint _933 = ((_113._m7 + min((_426 + _907), (_439 - 1u))) * (_113._m2 / 4u)) + _914;
        _405[_923] = _380._m0[_933].x;
        _405[_923 + _371] = _380._m0[_933].y;
        _405[_923 + (2u * _371)] = _380._m0[_933].z;
        _405[_923 + (3u * _371)] = _380._m0[_933].w;
        _1475 += _334;
        continue;
    }
    float _576[_346];
    uint _1490;
    uint _1552;
    for (uint _1476 = 0u, _1483 = 0u, _1486 = 0u; _1476 < _113._m0; _1486 = _1552, _1483 = _1490, _1476++)
    {
        uint _518 = _1483 + _517;
        bool _524 = _518 >= _113._m0;
        if (_524)
        {
            uint _529 = _1486 + uint(1);
            _1552 = _529;
            _1490 = _529;
        }
        else
        {
            _1552 = _1486;
            _1490 = _518;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _532 = _1476 + 1u;
        if (_532 < _113._m0)
        {
            uint _540 = _532 & 1u;
            for (uint _1491 = gl_LocalInvocationID.x; _1491 < _239; _1491 += _334)
            {
                uint _1143 = _1491 / 4u;
                uint _1148 = min((_422 + _1143), (_113._m3 - 1u));
                uint _1150 = _1491 % 4u;
                uint _1159 = (((16u * _540) + (4u * _1150)) * _260) + _1143;
                uint _1284 = (_1148 * _113._m1) + (_1490 >> uint(2));
                float2 _1287 = float2(as_type<half2>(_109._m0[_1284]));
                uint _1293 = (_1148 * _113._m0) + _1490;
                bool _1301 = (_1490 & 2u) == 0u;
                float _1520;
                if (_1301)
                {
                    _1520 = _1287.x;
                }
                else
                {
                    _1520 = _1287.y;
                }
                uint4 _1446 = uint4(_130._m0[_1293], 0u, 0u);
                uint _1328 = _1150 >> uint(1);
                uint _1333 = 16u * (_1150 & 1u);
                uint _1334 = _1446[_1328] >> _1333;
                float4 _1323 = (float4(uint4(_1334 & 15u, (_1334 >> uint(4)) & 15u, (_1334 >> uint(8)) & 15u, (_1334 >> uint(12)) & 15u)) - float4(8.0)) * _1520;
                _290[_1159] = _1323.x;
                uint _1592 = _1159 + _260;
                _290[_1592] = _1323.y;
                uint _1604 = _1159 + (2u * _260);
                _290[_1604] = _1323.z;
                uint _1616 = _1159 + (3u * _260);
                _290[_1616] = _1323.w;
                float2 _1360 = float2(as_type<half2>(_186._m0[_1284]));
                float _1522;
                if (_1301)
                {
                    _1522 = _1360.x;
                }
                else
                {
                    _1522 = _1360.y;
                }
                uint4 _1442 = uint4(_200._m0[_1293], 0u, 0u);
                uint _1407 = _1442[_1328] >> _1333;
                float4 _1396 = (float4(uint4(_1407 & 15u, (_1407 >> uint(4)) & 15u, (_1407 >> uint(8)) & 15u, (_1407 >> uint(12)) & 15u)) - float4(8.0)) * _1522;
                _323[_1159] = _1396.x;
                _323[_1592] = _1396.y;
                _323[_1604] = _1396.z;
                _323[_1616] = _1396.w;
            }
            for (uint _1492 = gl_LocalInvocationID.x; _1492 < _348; )
            {
                uint _1220 = _1492 / 4u;
                uint _1227 = _1492 % 4u;
                uint _1236 = (((16u * _540) + (4u * _1227)) * _371) + _1220;
                uint _1246 = (((_113._m7 + min((_426 + _1220), (_439 - 1u))) * (_113._m2 / 4u)) + (4u * _1490)) + _1227;
                _405[_1236] = _380._m0[_1246].x;
                _405[_1236 + _371] = _380._m0[_1246].y;
                _405[_1236 + (2u * _371)] = _380._m0[_1246].z;
                _405[_1236 + (3u * _371)] = _380._m0[_1246].w;
                _1492 += _334;
                continue;
            }
        }
        uint _554 = 16u * (_1476 & 1u);
        uint _1496;
        _1496 = _554;
        for (; _1496 < (_554 + 16u); _1496++)
        {
            for (uint _1507 = 0u; _1507 < _346; )
            {
                _576[_1507] = _405[((_1496 * _371) + _447) + _1507];
                _1507++;
                continue;
            }
            uint _1508;
            _1508 = 0u;
            for (; _1508 < _237; _1508++)
            {
                uint _603 = ((_1496 * _260) + _443) + _1508;
                for (uint _1511 = 0u; _1511 < _346; )
                {
                    uint _617 = (_1511 * _237) + _1508;
                    _460[_617] = fma(_576[_1511], _290[_603], _460[_617]);
                    _1511++;
                    continue;
                }
                for (uint _1514 = 0u; _1514 < _346; )
                {
                    uint _651 = (_1514 * _237) + _1508;
                    _483[_651] = fma(_576[_1514], _323[_603], _483[_651]);
                    _1514++;
                    continue;
                }
            }
        }
        if (_524)
        {
            for (uint _1498 = 0u; _1498 < _680; )
            {
                _465[_1498] += _460[_1498];
                _460[_1498] = 0.0;
                _488[_1498] += _483[_1498];
                _483[_1498] = 0.0;
                _1498++;
                continue;
            }
        }
    }
    for (uint _1477 = 0u; _1477 < _346; _1477++)
    {
        for (uint _1478 = 0u; _1478 < _237; _1478++)
        {
            bool _730 = ((_422 + _443) + _1478) < _113._m3;
            bool _740;
            if (_730)
            {
                _740 = ((_426 + _447) + _1477) < _439;
            }
            else
            {
                _740 = _730;
            }
            if (_740)
            {
                uint _747 = (_1477 * _237) + _1478;
                _762._m0[((((((_426 + _447) + _1477) * _113._m5) + _113._m4) + _422) + _443) + _1478] = (_465[_747] / (1.0 + exp(fma((0.0447149984538555145263671875 * _465[_747]) * _465[_747], _465[_747], _465[_747]) * (-1.5957691669464111328125)))) * _488[_747];
            }
        }
    }
}

