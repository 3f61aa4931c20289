#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _135
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

struct _158
{
    uint _m0[1];
};

struct _177
{
    uint _m0[1];
};

struct _245
{
    uint _m0[1];
};

struct _263
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _298 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _299 = (8u * _298);
constant uint _300 = (4u * _299);
constant uint _322 = (_299 + 4u);
constant uint _349 = (32u * _322);
constant uint _382 = (32u * _322);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _396 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _407 = (_396 / 8u);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 4u
#endif
constant uint _408 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _409 = (_407 * _408);
constant uint _410 = (4u * _409);
constant uint _433 = (_409 + 4u);

struct _440
{
    float4 _m0[1];
};

constant uint _464 = (32u * _433);

struct _491
{
    uint _m0[1];
};

constant uint _516 = (_298 * _408);
constant uint _518 = (_298 * _408);
constant uint _523 = (_298 * _408);
constant uint _539 = (_298 * _408);
constant uint _541 = (_298 * _408);
constant uint _546 = (_298 * _408);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 32u
#endif
constant uint _578 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _741 = (_298 * _408);

struct _821
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _850 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_850, 1u, 1u);

kernel void main0(constant _135& _137 [[buffer(0)]], const device _491& _493 [[buffer(1)]], const device _440& _442 [[buffer(2)]], const device _177& _179 [[buffer(3)]], const device _158& _160 [[buffer(4)]], const device _263& _265 [[buffer(5)]], const device _245& _247 [[buffer(6)]], device _821& _823 [[buffer(7)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _352[_349];
    threadgroup float _385[_382];
    threadgroup float _467[_464];
    uint _484 = gl_WorkGroupID.x * _299;
    uint _488 = gl_WorkGroupID.y * _409;
    uint _500 = _493._m0[_137._m6] - _137._m7;
    uint _504 = _298 * (gl_LocalInvocationID.x % 8u);
    uint _508 = _408 * (gl_LocalInvocationID.x / 8u);
    float _521[_518];
    float _526[_523];
    for (uint _1703 = 0u; _1703 < _516; )
    {
        _526[_1703] = 0.0;
        _521[_1703] = 0.0;
        _1703++;
        continue;
    }
    float _544[_541];
    float _549[_546];
    for (uint _1704 = 0u; _1704 < _539; )
    {
        _549[_1704] = 0.0;
        _544[_1704] = 0.0;
        _1704++;
        continue;
    }
    uint4 _1683;
    uint4 _1686;
    for (uint _1705 = gl_LocalInvocationID.x; _1705 < _300; )
    {
        uint _891 = _1705 / 4u;
        uint _896 = min((_484 + _891), (_137._m3 - 1u));
        uint _898 = _1705 % 4u;
        uint _907 = ((4u * _898) * _322) + _891;
        uint _1030 = _896 * _137._m1;
        uint _1041 = 3u * (_896 * _137._m0);
        uint _1043 = _1030 + 1u;
        uint _1060 = _1041 + 1u;
        uint _1064 = _1041 + 2u;
        uint _1086 = 8u * _898;
        uint _1087 = _179._m0[_1064] >> _1086;
        _1686 = uint4(_179._m0[_1041], _179._m0[_1060], _179._m0[_1064], 0u);
        uint _1117 = _898 >> uint(1);
        uint _1122 = 16u * (_898 & 1u);
        uint _1123 = _1686[_1117] >> _1122;
        float4 _1112 = (float4(uint4(_1123 & 15u, (_1123 >> uint(4)) & 15u, (_1123 >> uint(8)) & 15u, (_1123 >> uint(12)) & 15u) | (uint4(_1087 & 3u, (_1087 >> uint(2)) & 3u, (_1087 >> uint(4)) & 3u, (_1087 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * (float2(as_type<half2>(_160._m0[_1030])).x * float(extract_bits(int(_160._m0[_1043]), uint(0), uint(8))));
        _352[_907] = _1112.x;
        uint _1950 = _907 + _322;
        _352[_1950] = _1112.y;
        uint _1962 = _907 + (2u * _322);
        _352[_1962] = _1112.z;
        uint _1974 = _907 + (3u * _322);
        _352[_1974] = _1112.w;
        uint _1201 = _265._m0[_1064] >> _1086;
        _1683 = uint4(_265._m0[_1041], _265._m0[_1060], _265._m0[_1064], 0u);
        uint _1237 = _1683[_1117] >> _1122;
        float4 _1226 = (float4(uint4(_1237 & 15u, (_1237 >> uint(4)) & 15u, (_1237 >> uint(8)) & 15u, (_1237 >> uint(12)) & 15u) | (uint4(_1201 & 3u, (_1201 >> uint(2)) & 3u, (_1201 >> uint(4)) & 3u, (_1201 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * (float2(as_type<half2>(_247._m0[_1030])).x * float(extract_bits(int(_247._m0[_1043]), uint(0), uint(8))));
        _385[_907] = _1226.x;
        _385[_1950] = _1226.y;
        _385[_1962] = _1226.z;
        _385[_1974] = _1226.w;
        _1705 += _396;
        continue;
    }
    for (uint _1706 = gl_LocalInvocationID.x; _1706 < _410; )
    {
        uint _968 = _1706 / 4u;
        uint _975 = _1706 % 4u;
        uint _984 = ((4u * _975) * _433) + _968;
        uint _994 = ((_137._m7 + min((_488 + _968), (_500 - 1u))) * (_137._m2 / 4u)) + _975;
        _467[_984] = _442._m0[_994].x;
        _467[_984 + _433] = _442._m0[_994].y;
        _467[_984 + (2u * _433)] = _442._m0[_994].z;
        _467[_984 + (3u * _433)] = _442._m0[_994].w;
        _1706 += _396;
        continue;
    }
    float _637[_408];
    uint4 _1666;
    uint4 _1670;
    uint _1721;
    uint _1771;
    for (uint _1707 = 0u, _1714 = 0u, _1717 = 0u; _1707 < _137._m0; _1717 = _1771, _1714 = _1721, _1707++)
    {
        uint _579 = _1714 + _578;
        bool _585 = _579 >= _137._m0;
        if (_585)
        {
            uint _590 = _1717 + uint(1);
            _1771 = _590;
            _1721 = _590;
        }
        else
        {
            _1771 = _1717;
            _1721 = _579;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _593 = _1707 + 1u;
        if (_593 < _137._m0)
        {
            uint _601 = _593 & 1u;
            for (uint _1722 = gl_LocalInvocationID.x; _1722 < _300; )
            {
                uint _1285 = _1722 / 4u;
                uint _1290 = min((_484 + _1285), (_137._m3 - 1u));
                uint _1292 = _1722 % 4u;
                uint _1301 = (((16u * _601) + (4u * _1292)) * _322) + _1285;
                uint _1428 = (_1290 * _137._m1) + (5u * (_1721 >> uint(4)));
                uint _1435 = 3u * ((_1290 * _137._m0) + _1721);
                uint _1441 = (_1428 + 1u) + ((_1721 >> uint(2)) & 3u);
                int _1448 = int(8u * (_1721 & 3u));
                uint _1454 = _1435 + 1u;
                uint _1458 = _1435 + 2u;
                uint _1480 = 8u * _1292;
                uint _1481 = _179._m0[_1458] >> _1480;
                _1670 = uint4(_179._m0[_1435], _179._m0[_1454], _179._m0[_1458], 0u);
                uint _1511 = _1292 >> uint(1);
                uint _1516 = 16u * (_1292 & 1u);
                uint _1517 = _1670[_1511] >> _1516;
                float4 _1506 = (float4(uint4(_1517 & 15u, (_1517 >> uint(4)) & 15u, (_1517 >> uint(8)) & 15u, (_1517 >> uint(12)) & 15u) | (uint4(_1481 & 3u, (_1481 >> uint(2)) & 3u, (_1481 >> uint(4)) & 3u, (_1481 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * (float2(as_type<half2>(_160._m0[_1428])).x * float(extract_bits(int(_160._m0[_1441]), uint(_1448), uint(8))));
                _352[_1301] = _1506.x;
                uint _1806 = _1301 + _322;
                _352[_1806] = _1506.y;
                uint _1818 = _1301 + (2u * _322);
                _352[_1818] = _1506.z;
                uint _1830 = _1301 + (3u * _322);
                _352[_1830] = _1506.w;
                uint _1595 = _265._m0[_1458] >> _1480;
                _1666 = uint4(_265._m0[_1435], _265._m0[_1454], _265._m0[_1458], 0u);
                uint _1631 = _1666[_1511] >> _1516;
                float4 _1620 = (float4(uint4(_1631 & 15u, (_1631 >> uint(4)) & 15u, (_1631 >> uint(8)) & 15u, (_1631 >> uint(12)) & 15u) | (uint4(_1595 & 3u, (_1595 >> uint(2)) & 3u, (_1595 >> uint(4)) & 3u, (_1595 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * (float2(as_type<half2>(_247._m0[_1428])).x * float(extract_bits(int(_247._m0[_1441]), uint(_1448), uint(8))));
                _385[_1301] = _1620.x;
                _385[_1806] = _1620.y;
                _385[_1818] = _1620.z;
                _385[_1830] = _1620.w;
                _1722 += _396;
                continue;
            }
            for (uint _1723 = gl_LocalInvocationID.x; _1723 < _410; )
            {
                uint _1362 = _1723 / 4u;
                uint _1369 = _1723 % 4u;
                uint _1378 = (((16u * _601) + (4u * _1369)) * _433) + _1362;
                uint _1388 = (((_137._m7 + min((_488 + _1362), (_500 - 1u))) * (_137._m2 / 4u)) + (4u * _1721)) + _1369;
                _467[_1378] = _442._m0[_1388].x;
                _467[_1378 + _433] = _442._m0[_1388].y;
                _467[_1378 + (2u * _433)] = _442._m0[_1388].z;
                _467[_1378 + (3u * _433)] = _442._m0[_1388].w;
                _1723 += _396;
                continue;
            }
        }
        uint _615 = 16u * (_1707 & 1u);
        uint _1727;
        _1727 = _615;
        for (; _1727 < (_615 + 16u); _1727++)
        {
            for (uint _1738 = 0u; _1738 < _408; )
            {
                _637[_1738] = _467[((_1727 * _433) + _508) + _1738];
                _1738++;
                continue;
            }
            uint _1739;
            _1739 = 0u;
            for (; _1739 < _298; _1739++)
            {
                uint _664 = ((_1727 * _322) + _504) + _1739;
                for (uint _1742 = 0u; _1742 < _408; )
                {
                    uint _678 = (_1742 * _298) + _1739;
                    _521[_678] = fma(_637[_1742], _352[_664], _521[_678]);
                    _1742++;
                    continue;
                }
                for (uint _1745 = 0u; _1745 < _408; )
                {
                    uint _712 = (_1745 * _298) + _1739;
                    _544[_712] = fma(_637[_1745], _385[_664], _544[_712]);
                    _1745++;
                    continue;
                }
            }
        }
        if (_585)
        {
            for (uint _1729 = 0u; _1729 < _741; )
            {
                _526[_1729] += _521[_1729];
                _521[_1729] = 0.0;
                _549[_1729] += _544[_1729];
                _544[_1729] = 0.0;
                _1729++;
                continue;
            }
        }
    }
    for (uint _1708 = 0u; _1708 < _408; _1708++)
    {
        for (uint _1709 = 0u; _1709 < _298; _1709++)
        {
            bool _791 = ((_484 + _504) + _1709) < _137._m3;
            bool _801;
            if (_791)
            {
                _801 = ((_488 + _508) + _1708) < _500;
            }
            else
            {
                _801 = _791;
            }
            if (_801)
            {
                uint _808 = (_1708 * _298) + _1709;
                _823._m0[((((((_488 + _508) + _1708) * _137._m5) + _137._m4) + _484) + _504) + _1709] = (_526[_808] / (1.0 + exp(fma((0.0447149984538555145263671875 * _526[_808]) * _526[_808], _526[_808], _526[_808]) * (-1.5957691669464111328125)))) * _549[_808];
            }
        }
    }
}

